import core.fields
import core.models.user
import django.contrib.auth.validators
import django.core.serializers.json
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        migrations.CreateModel(
            name='Job',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('program', models.CharField(max_length=60, verbose_name='program')),
                ('parameters', models.JSONField(blank=True, default=dict, verbose_name='parameters')),
                ('schedule', models.CharField(help_text='Five fields as in cron: minute, hour, day of month, month, day of week.', max_length=100, verbose_name='schedule')),
                ('time_zone', models.CharField(default='UTC', max_length=60, verbose_name='time zone')),
                ('enabled', models.BooleanField(default=True, verbose_name='enabled')),
                ('next_at', models.DateTimeField(blank=True, db_index=True, editable=False, null=True, verbose_name='next run')),
            ],
            options={
                'verbose_name': 'scheduled job',
                'verbose_name_plural': 'scheduled jobs',
            },
        ),
        migrations.CreateModel(
            name='NumberCounter',
            fields=[
                ('code', models.CharField(max_length=40, primary_key=True, serialize=False, verbose_name='series')),
                ('last', models.BigIntegerField(verbose_name='last number')),
            ],
            options={
                'verbose_name': 'number counter',
                'verbose_name_plural': 'number counters',
            },
        ),
        migrations.CreateModel(
            name='WorkerHeartbeat',
            fields=[
                ('name', models.CharField(max_length=100, primary_key=True, serialize=False, verbose_name='worker')),
                ('at', models.DateTimeField(verbose_name='last seen')),
            ],
            options={
                'verbose_name': 'worker',
                'verbose_name_plural': 'workers',
            },
        ),
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='version')),
                ('created_at', models.DateTimeField(editable=False, verbose_name='created at')),
                ('updated_at', models.DateTimeField(editable=False, verbose_name='updated at')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('username', models.CharField(error_messages={'unique': 'A user with that username already exists.'}, help_text='Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.', max_length=150, unique=True, validators=[django.contrib.auth.validators.UnicodeUsernameValidator()], verbose_name='username')),
                ('first_name', models.CharField(blank=True, max_length=150, verbose_name='first name')),
                ('last_name', models.CharField(blank=True, max_length=150, verbose_name='last name')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='email address')),
                ('is_staff', models.BooleanField(default=False, help_text='Designates whether the user can log into this admin site.', verbose_name='staff status')),
                ('is_active', models.BooleanField(default=True, help_text='Designates whether this user should be treated as active. Unselect this instead of deleting accounts.', verbose_name='active')),
                ('date_joined', models.DateTimeField(default=django.utils.timezone.now, verbose_name='date joined')),
                ('username_key', core.fields.KeyField('username', max_length=360)),
                ('first_name_key', core.fields.KeyField('first_name', db_index=True, max_length=360)),
                ('last_name_key', core.fields.KeyField('last_name', db_index=True, max_length=360)),
                ('is_demo', models.BooleanField(default=False, editable=False, help_text='Made by the demo data; cannot exist in production.', verbose_name='demo user')),
                ('created_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='created by')),
                ('updated_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='updated by')),
                ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
            ],
            options={
                'verbose_name': 'user',
                'verbose_name_plural': 'users',
                'abstract': False,
            },
            managers=[
                ('objects', core.models.user.RegistrarUserManager()),
            ],
        ),
        migrations.CreateModel(
            name='ChangeRecord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(verbose_name='when')),
                ('channel', models.CharField(max_length=20, verbose_name='channel')),
                ('action', models.CharField(choices=[('create', 'Created'), ('update', 'Changed'), ('remove', 'Removed'), ('restore', 'Restored'), ('delete', 'Deleted')], max_length=10, verbose_name='action')),
                ('model', models.CharField(max_length=100, verbose_name='kind of record')),
                ('object_id', models.BigIntegerField(verbose_name='record id')),
                ('object_label', models.CharField(max_length=400, verbose_name='record')),
                ('root_id', models.BigIntegerField(null=True)),
                ('branch_id', models.BigIntegerField(null=True)),
                ('leaf_id', models.BigIntegerField(null=True)),
                ('other_root_id', models.BigIntegerField(null=True)),
                ('unit_id', models.BigIntegerField(null=True)),
                ('version', models.PositiveIntegerField(verbose_name='version')),
                ('run_id', models.BigIntegerField(null=True)),
                ('changes', models.JSONField(encoder=django.core.serializers.json.DjangoJSONEncoder, null=True, verbose_name='changes')),
                ('reason', models.CharField(blank=True, max_length=500, verbose_name='reason')),
                ('request_id', models.CharField(blank=True, max_length=64, verbose_name='request')),
                ('erased_at', models.DateTimeField(null=True, verbose_name='erased at')),
                ('digest', models.BinaryField(null=True)),
                ('actor', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='who')),
            ],
            options={
                'verbose_name': 'change',
                'verbose_name_plural': 'changes',
                'indexes': [models.Index(fields=['root_id', '-id'], name='core_change_root'), models.Index(fields=['branch_id', '-id'], name='core_change_branch'), models.Index(fields=['leaf_id', '-id'], name='core_change_leaf'), models.Index(fields=['other_root_id', '-id'], name='core_change_other_root'), models.Index(fields=['model', 'object_id', 'version'], name='core_change_object'), models.Index(fields=['at'], name='core_change_at'), models.Index(fields=['actor', '-id'], name='core_change_actor'), models.Index(fields=['unit_id', '-id'], name='core_change_unit'), models.Index(fields=['channel', '-id'], name='core_change_channel'), models.Index(fields=['model', '-id'], name='core_change_model'), models.Index(fields=['action', '-id'], name='core_change_action')],
            },
        ),
        migrations.CreateModel(
            name='Draft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('path', models.CharField(max_length=500, verbose_name='address')),
                ('content', models.JSONField(encoder=django.core.serializers.json.DjangoJSONEncoder, verbose_name='content')),
                ('at', models.DateTimeField(db_index=True, verbose_name='typed at')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='user')),
            ],
            options={
                'verbose_name': 'draft',
                'verbose_name_plural': 'drafts',
                'constraints': [models.UniqueConstraint(fields=('user', 'path'), name='core_draft_unique')],
            },
        ),
        migrations.CreateModel(
            name='ExtraField',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='version')),
                ('created_at', models.DateTimeField(editable=False, verbose_name='created at')),
                ('updated_at', models.DateTimeField(editable=False, verbose_name='updated at')),
                ('status', models.CharField(choices=[('A', 'Active'), ('I', 'Inactive')], default='A', editable=False, max_length=1, verbose_name='status')),
                ('removed_with_parent', models.BooleanField(default=False, editable=False, verbose_name='removed with its parent')),
                ('model', models.CharField(help_text='What the field belongs to. It cannot be changed later.', max_length=100, verbose_name='kind of record')),
                ('code', models.CharField(help_text='A short name for files, such as delivery_class. It cannot be changed later.', max_length=25, validators=[django.core.validators.RegexValidator('\\A[a-z][a-z0-9]*(_[a-z0-9]+)*\\Z', 'Use small letters, digits and single _, a letter first.')], verbose_name='code')),
                ('code_key', core.fields.KeyField('code', max_length=360)),
                ('label', models.CharField(help_text='What people see beside the field.', max_length=60, verbose_name='label')),
                ('help_text', models.CharField(blank=True, help_text='What to enter, in one sentence.', max_length=240, verbose_name='help')),
                ('type', models.CharField(choices=[('TEXT', 'Text'), ('NUMBER', 'Number'), ('DATE', 'Date'), ('YES_NO', 'Yes or no'), ('CHOICE', 'Choice')], help_text='What the field holds. It cannot be changed later.', max_length=10, verbose_name='type')),
                ('required', models.BooleanField(default=False, help_text='Whether it must be filled in when a record is saved on a page.', verbose_name='required')),
                ('choices', models.TextField(blank=True, help_text='For a choice: its values, one on each line.', max_length=4000, verbose_name='choices')),
                ('position', models.PositiveSmallIntegerField(default=0, help_text='Fields are shown by position, then by label.', verbose_name='position')),
                ('created_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='created by')),
                ('updated_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='updated by')),
            ],
            options={
                'verbose_name': 'extra field',
                'verbose_name_plural': 'extra fields',
                'ordering': ['model', 'position', 'label'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('status__in', ['A', 'I'])), name='core_extrafield_status_known', violation_error_message='The status is Active or Inactive.'), models.UniqueConstraint(fields=('model', 'code_key'), name='core_extrafield_code_unique', violation_error_message='This kind of record has an extra field with this code already.')],
            },
        ),
        migrations.CreateModel(
            name='FormToken',
            fields=[
                ('token', models.CharField(max_length=43, primary_key=True, serialize=False, verbose_name='token')),
                ('digest', models.CharField(max_length=64, verbose_name='digest of the content')),
                ('result_url', models.CharField(max_length=500, verbose_name='address of the answer')),
                ('created_at', models.DateTimeField(auto_now_add=True, db_index=True, verbose_name='sent at')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='user')),
            ],
            options={
                'verbose_name': 'form token',
                'verbose_name_plural': 'form tokens',
            },
        ),
        migrations.CreateModel(
            name='FurtherRoot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('root_id', models.BigIntegerField()),
                ('change', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='further_roots', to='core.changerecord')),
            ],
            options={
                'verbose_name': 'further customer of a change',
                'verbose_name_plural': 'further customers of changes',
                'indexes': [models.Index(fields=['root_id', '-change'], name='core_furtherroot_root')],
            },
        ),
        migrations.CreateModel(
            name='JobRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('program', models.CharField(max_length=60, verbose_name='program')),
                ('parameters', models.JSONField(default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder, verbose_name='parameters')),
                ('lane', models.CharField(blank=True, max_length=60, verbose_name='lane')),
                ('requested_at', models.DateTimeField(auto_now_add=True, verbose_name='requested at')),
                ('request_id', models.CharField(blank=True, max_length=64, verbose_name='request')),
                ('state', models.CharField(choices=[('waiting', 'Waiting'), ('running', 'Running'), ('done', 'Done'), ('failed', 'Failed'), ('cancelled', 'Cancelled')], default='waiting', max_length=10, verbose_name='state')),
                ('started_at', models.DateTimeField(null=True, verbose_name='started at')),
                ('ended_at', models.DateTimeField(null=True, verbose_name='ended at')),
                ('total', models.PositiveIntegerField(null=True, verbose_name='to do')),
                ('done', models.PositiveIntegerField(default=0, verbose_name='done')),
                ('counts', models.JSONField(default=dict, verbose_name='counts')),
                ('problems', models.JSONField(default=list, verbose_name='problems')),
                ('position', models.JSONField(null=True, verbose_name='where to go on')),
                ('message', models.TextField(blank=True, verbose_name='message')),
                ('cancel_requested', models.BooleanField(default=False, verbose_name='cancel requested')),
                ('lease_until', models.DateTimeField(null=True, verbose_name='lease until')),
                ('fence', models.PositiveIntegerField(default=0, verbose_name='fence')),
                ('job', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='runs', to='core.job', verbose_name='scheduled job')),
                ('requested_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='requested by')),
            ],
            options={
                'verbose_name': 'background run',
                'verbose_name_plural': 'background runs',
                'indexes': [models.Index(fields=['-id', 'state'], name='core_jobrun_state'), models.Index(fields=['state', 'lease_until'], name='core_jobrun_lease')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ['waiting', 'running']), models.Q(('lane', ''), _negated=True)), fields=('lane',), name='core_jobrun_one_per_lane', violation_error_message='This program is waiting or running already.'), models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'running', 'done', 'failed', 'cancelled'])), name='core_jobrun_state_known', violation_error_message='The state of a run is one of the five known ones.')],
            },
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='version')),
                ('created_at', models.DateTimeField(editable=False, verbose_name='created at')),
                ('updated_at', models.DateTimeField(editable=False, verbose_name='updated at')),
                ('created_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='created by')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='auth.group', verbose_name='role')),
                ('updated_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='updated by')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to=settings.AUTH_USER_MODEL, verbose_name='user')),
            ],
            options={
                'verbose_name': 'role',
                'verbose_name_plural': 'roles',
                'constraints': [models.UniqueConstraint(fields=('user', 'group'), name='core_membership_unique', violation_error_message='The user holds this role already.')],
            },
        ),
        migrations.AddField(
            model_name='user',
            name='groups',
            field=models.ManyToManyField(blank=True, related_name='user_set', related_query_name='user', through='core.Membership', through_fields=('user', 'group'), to='auth.group', verbose_name='roles'),
        ),
        migrations.CreateModel(
            name='PasswordRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address', models.CharField(max_length=64, verbose_name='digest of the mail address')),
                ('client', models.CharField(max_length=64, verbose_name='digest of where it was asked from')),
                ('at', models.DateTimeField(db_index=True, verbose_name='asked at')),
            ],
            options={
                'verbose_name': 'request for a password',
                'verbose_name_plural': 'requests for passwords',
                'indexes': [models.Index(fields=['address', 'at'], name='core_passwordrequest_address'), models.Index(fields=['client', 'at'], name='core_passwordrequest_client')],
            },
        ),
        migrations.CreateModel(
            name='RecentRecord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('model', models.CharField(max_length=100, verbose_name='kind of record')),
                ('object_id', models.BigIntegerField(verbose_name='record id')),
                ('at', models.DateTimeField(verbose_name='last open')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='user')),
            ],
            options={
                'verbose_name': 'recent record',
                'verbose_name_plural': 'recent records',
                'indexes': [models.Index(fields=['user', '-at'], name='core_recentrecord_latest')],
                'constraints': [models.UniqueConstraint(fields=('user', 'model', 'object_id'), name='core_recentrecord_unique')],
            },
        ),
        migrations.CreateModel(
            name='SavedSearch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(help_text='What the search is called in the sidebar.', max_length=80, verbose_name='name')),
                ('name_key', core.fields.KeyField('name', max_length=360)),
                ('url_name', models.CharField(max_length=100, verbose_name='list')),
                ('query', models.CharField(blank=True, max_length=2000, verbose_name='filters')),
                ('shared', models.BooleanField(default=False, help_text='Whether everybody who may open the list sees the search.', verbose_name='shared')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='saved at')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='saved_searches', to=settings.AUTH_USER_MODEL, verbose_name='owner')),
            ],
            options={
                'verbose_name': 'saved search',
                'verbose_name_plural': 'saved searches',
                'ordering': ['name_key', 'pk'],
                'indexes': [models.Index(fields=['shared', 'name_key'], name='core_savedsearch_shared')],
                'constraints': [models.UniqueConstraint(fields=('owner', 'name_key'), name='core_savedsearch_name_unique', violation_error_message='You have a saved search with this name already.')],
            },
        ),
        migrations.CreateModel(
            name='SignIn',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(verbose_name='last sign-in')),
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='sign_in', to=settings.AUTH_USER_MODEL, verbose_name='user')),
            ],
            options={
                'verbose_name': 'last sign-in',
                'verbose_name_plural': 'last sign-ins',
            },
        ),
        migrations.CreateModel(
            name='StartSearch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('search', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='core.savedsearch', verbose_name='saved search')),
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='start_search', to=settings.AUTH_USER_MODEL, verbose_name='user')),
            ],
            options={
                'verbose_name': 'start page',
                'verbose_name_plural': 'start pages',
            },
        ),
        migrations.CreateModel(
            name='StoredFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=240, verbose_name='file name')),
                ('content_type', models.CharField(max_length=100, verbose_name='type')),
                ('size', models.PositiveBigIntegerField(verbose_name='size in bytes')),
                ('sha256', models.CharField(max_length=64, verbose_name='digest of the content')),
                ('path', models.CharField(max_length=200, unique=True, verbose_name='place in the storage')),
                ('stored_at', models.DateTimeField(verbose_name='stored at')),
                ('expires_at', models.DateTimeField(db_index=True, null=True, verbose_name='kept until')),
                ('stored_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='stored by')),
            ],
            options={
                'verbose_name': 'stored file',
                'verbose_name_plural': 'stored files',
            },
        ),
        migrations.AddConstraint(
            model_name='user',
            constraint=models.UniqueConstraint(fields=('username_key',), name='core_user_username_unique', violation_error_message='Another user has this username.'),
        ),
    ]
