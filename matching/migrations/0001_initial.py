import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('parties', '0001_initial'),
        ('reference', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='MatchKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('W', 'Word'), ('N', 'Number'), ('A', 'Whole name')], max_length=1)),
                ('source', models.CharField(max_length=30)),
                ('value', models.CharField(max_length=120)),
                ('party', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='match_keys', to='parties.party')),
                ('unit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='reference.operatingunit')),
            ],
            options={
                'verbose_name': 'search key',
                'verbose_name_plural': 'search keys',
                'indexes': [models.Index(fields=['kind', 'value', 'party', 'unit'], name='matching_key_lookup', opclasses=['varchar_ops', 'varchar_pattern_ops', 'int8_ops', 'int8_ops']), models.Index(fields=['party', 'kind', 'value'], name='matching_key_party', opclasses=['int8_ops', 'varchar_ops', 'varchar_pattern_ops'])],
            },
        ),
    ]
