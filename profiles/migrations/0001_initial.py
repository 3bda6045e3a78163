import core.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
        ('core', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Profile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='version')),
                ('created_at', models.DateTimeField(editable=False, verbose_name='created at')),
                ('updated_at', models.DateTimeField(editable=False, verbose_name='updated at')),
                ('account', models.OneToOneField(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='profile', to='accounts.account', verbose_name='account')),
                ('created_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='created by')),
                ('updated_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='updated by')),
            ],
            options={
                'verbose_name': 'account profile',
                'verbose_name_plural': 'account profiles',
            },
        ),
        migrations.CreateModel(
            name='ProfileClass',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='version')),
                ('created_at', models.DateTimeField(editable=False, verbose_name='created at')),
                ('updated_at', models.DateTimeField(editable=False, verbose_name='updated at')),
                ('status', models.CharField(choices=[('A', 'Active'), ('I', 'Inactive')], default='A', editable=False, max_length=1, verbose_name='status')),
                ('removed_with_parent', models.BooleanField(default=False, editable=False, verbose_name='removed with its parent')),
                ('name', models.CharField(help_text='What people choose the class by.', max_length=30, verbose_name='name')),
                ('name_key', core.fields.KeyField('name', max_length=90, unique=True)),
                ('description', models.CharField(blank=True, max_length=240, verbose_name='description')),
                ('created_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='created by')),
                ('updated_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='updated by')),
            ],
            options={
                'verbose_name': 'profile class',
                'verbose_name_plural': 'profile classes',
                'ordering': ['name_key'],
                'constraints': [models.CheckConstraint(condition=models.Q(('status__in', ['A', 'I'])), name='profiles_profileclass_status_known', violation_error_message='The status is Active or Inactive.')],
            },
        ),
        migrations.CreateModel(
            name='ProfileVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='version')),
                ('created_at', models.DateTimeField(editable=False, verbose_name='created at')),
                ('updated_at', models.DateTimeField(editable=False, verbose_name='updated at')),
                ('start_date', models.DateField(verbose_name='start date')),
                ('created_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='created by')),
                ('profile', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='profiles.profile', verbose_name='profile')),
                ('profile_class', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='profiles.profileclass', verbose_name='profile class')),
                ('updated_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='updated by')),
            ],
            options={
                'verbose_name': 'profile version',
                'verbose_name_plural': 'profile versions',
                'ordering': ['profile', 'start_date'],
                'constraints': [models.UniqueConstraint(fields=('profile', 'start_date'), name='profiles_version_start', violation_error_message='The profile has a version from this day already.')],
            },
        ),
    ]
