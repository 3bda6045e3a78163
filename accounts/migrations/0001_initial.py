import core.fields
import core.models.extra
import django.db.models.deletion
import reference.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('core', '0001_initial'),
        ('core', '__first__'),
        ('parties', '0001_initial'),
        ('reference', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Account',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='version')),
                ('created_at', models.DateTimeField(editable=False, verbose_name='created at')),
                ('updated_at', models.DateTimeField(editable=False, verbose_name='updated at')),
                ('status', models.CharField(choices=[('A', 'Active'), ('I', 'Inactive')], default='A', editable=False, max_length=1, verbose_name='status')),
                ('removed_with_parent', models.BooleanField(default=False, editable=False, verbose_name='removed with its parent')),
                ('extra', core.models.extra.ExtraColumn(blank=True, default=dict, editable=False, verbose_name='extra fields')),
                ('number', models.CharField(help_text='Unique over all accounts of all customers.', max_length=30, verbose_name='account number')),
                ('number_key', core.fields.KeyField('number', max_length=90, unique=True)),
                ('description', models.CharField(blank=True, help_text='For example the name of the account.', max_length=240, verbose_name='account description')),
                ('description_key', core.fields.KeyField('description', max_length=360)),
                ('account_type', models.CharField(choices=[('R', 'External'), ('I', 'Internal')], default='R', help_text='Internal for accounts within the company, External for all others.', max_length=1, verbose_name='account type')),
                ('role', models.CharField(choices=[('CUSTOMER', 'Customer'), ('VENDOR', 'Vendor'), ('BOTH', 'Customer and vendor')], default='CUSTOMER', help_text='What the party is to us under this account.', max_length=8, verbose_name='account role')),
                ('classification', reference.fields.LookupField(blank=True, help_text='The customer class of the account.', max_length=30, type='CUSTOMER CLASS', verbose_name='classification')),
                ('sales_channel', reference.fields.LookupField(blank=True, help_text='How the company sells to this account.', max_length=30, type='SALES_CHANNEL', verbose_name='sales channel')),
                ('established_date', models.DateField(blank=True, help_text='Since when the account exists.', null=True, verbose_name='account established date')),
                ('termination_date', models.DateField(blank=True, editable=False, help_text='The day on which the account was made inactive.', null=True, verbose_name='termination date')),
                ('externally_maintained', models.BooleanField(default=False, help_text="Another system owns this account's data.", verbose_name='is externally maintained')),
                ('externally_maintained_in', models.CharField(blank=True, help_text='The flow that brings the data.', max_length=60, verbose_name='externally maintained in')),
                ('customer_group', reference.fields.LookupField(blank=True, max_length=30, type='CUSTOMER_GROUP', verbose_name='customer group')),
                ('created_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='created by')),
                ('document_language', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reference.language', verbose_name='document language')),
                ('inventory_site', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reference.inventorysite', verbose_name='inventory site')),
                ('party', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='accounts', to='parties.party', verbose_name='customer')),
                ('updated_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='updated by')),
                ('warehouse', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reference.warehouse', verbose_name='warehouse')),
            ],
            options={
                'verbose_name': 'account',
                'verbose_name_plural': 'accounts',
                'ordering': ['number_key', 'id'],
                'indexes': [models.Index(fields=['party', 'status'], name='accounts_account_of_party'), models.Index(fields=['description_key'], name='accounts_account_description')],
                'constraints': [models.CheckConstraint(condition=models.Q(('status__in', ['A', 'I'])), name='accounts_account_status_known', violation_error_message='The status is Active or Inactive.'), models.CheckConstraint(condition=models.Q(('established_date__isnull', True), ('termination_date__isnull', True), ('established_date__lte', models.F('termination_date')), _connector='OR'), name='accounts_account_dates', violation_error_message='The account cannot end before it was established.'), models.CheckConstraint(condition=models.Q(('status', 'I'), ('termination_date__isnull', True), _connector='OR'), name='accounts_account_active_has_no_end', violation_error_message='Only an inactive account has a termination date.'), models.CheckConstraint(condition=models.Q(('account_type__in', ['R', 'I'])), name='accounts_account_type_known', violation_error_message='The account type is External or Internal.'), models.CheckConstraint(condition=models.Q(('role__in', ['CUSTOMER', 'VENDOR', 'BOTH'])), name='accounts_account_role_known', violation_error_message='The account role is Customer, Vendor or Customer and vendor.')],
            },
        ),
        migrations.CreateModel(
            name='AccountDocument',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='version')),
                ('created_at', models.DateTimeField(editable=False, verbose_name='created at')),
                ('updated_at', models.DateTimeField(editable=False, verbose_name='updated at')),
                ('status', models.CharField(choices=[('A', 'Active'), ('I', 'Inactive')], default='A', editable=False, max_length=1, verbose_name='status')),
                ('removed_with_parent', models.BooleanField(default=False, editable=False, verbose_name='removed with its parent')),
                ('title', models.CharField(help_text='What the document is called in lists; people search for it.', max_length=240, verbose_name='title')),
                ('title_key', core.fields.KeyField('title', db_index=True, max_length=360)),
                ('valid_until', models.DateField(blank=True, help_text='The last day on which it is valid; empty: no end.', null=True, verbose_name='valid until')),
                ('account', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='documents', to='accounts.account', verbose_name='account')),
                ('created_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='created by')),
                ('file', models.ForeignKey(help_text='The file as it was uploaded. It cannot be changed; upload a newer one as another document.', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.storedfile', verbose_name='file')),
                ('type', models.ForeignKey(help_text='What the document is.', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reference.documenttype', verbose_name='document type')),
                ('updated_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='updated by')),
            ],
            options={
                'verbose_name': 'account document',
                'verbose_name_plural': 'account documents',
                'abstract': False,
                'indexes': [models.Index(fields=['-created_at', '-id'], name='accounts_ac_created_eece68_idx'), models.Index(fields=['valid_until', 'id'], name='accounts_ac_valid_u_4502db_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('status__in', ['A', 'I'])), name='accounts_accountdocument_status_known', violation_error_message='The status is Active or Inactive.')],
            },
        ),
        migrations.CreateModel(
            name='AccountNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='version')),
                ('created_at', models.DateTimeField(editable=False, verbose_name='created at')),
                ('updated_at', models.DateTimeField(editable=False, verbose_name='updated at')),
                ('status', models.CharField(choices=[('A', 'Active'), ('I', 'Inactive')], default='A', editable=False, max_length=1, verbose_name='status')),
                ('removed_with_parent', models.BooleanField(default=False, editable=False, verbose_name='removed with its parent')),
                ('text', models.TextField(help_text='What others should know about the record.', max_length=4000, verbose_name='note')),
                ('pinned', models.BooleanField(default=False, help_text="Whether the note stands at the top of the record's pages.", verbose_name='pinned')),
                ('account', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='notes', to='accounts.account', verbose_name='account')),
                ('created_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='created by')),
                ('updated_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='updated by')),
            ],
            options={
                'verbose_name': 'account note',
                'verbose_name_plural': 'account notes',
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('status__in', ['A', 'I'])), name='accounts_accountnote_status_known', violation_error_message='The status is Active or Inactive.')],
            },
        ),
        migrations.CreateModel(
            name='AccountSourceReference',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='version')),
                ('created_at', models.DateTimeField(editable=False, verbose_name='created at')),
                ('updated_at', models.DateTimeField(editable=False, verbose_name='updated at')),
                ('status', models.CharField(choices=[('A', 'Active'), ('I', 'Inactive')], default='A', editable=False, max_length=1, verbose_name='status')),
                ('removed_with_parent', models.BooleanField(default=False, editable=False, verbose_name='removed with its parent')),
                ('value', models.CharField(help_text="The record's number in that system.", max_length=240, verbose_name='reference')),
                ('value_key', core.fields.KeyField('value', max_length=360)),
                ('account', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='source_references', to='accounts.account', verbose_name='account')),
                ('created_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='created by')),
                ('system', models.ForeignKey(help_text='The system that knows the record under this reference.', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reference.sourcesystem', verbose_name='source system')),
                ('updated_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='updated by')),
            ],
            options={
                'verbose_name': 'account reference',
                'verbose_name_plural': 'account references',
                'constraints': [models.CheckConstraint(condition=models.Q(('status__in', ['A', 'I'])), name='accounts_accountsourcereference_status_known', violation_error_message='The status is Active or Inactive.'), models.UniqueConstraint(fields=('system', 'value_key'), name='accounts_accountsourcereference_unique', violation_error_message='Another record has this reference in the same source system.'), models.UniqueConstraint(condition=models.Q(('status', 'A')), fields=('account', 'system'), name='accounts_accountsourcereference_one_per_system', violation_error_message='This record has a reference in that source system already.')],
            },
        ),
        migrations.CreateModel(
            name='FormerAccountNumber',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='version')),
                ('created_at', models.DateTimeField(editable=False, verbose_name='created at')),
                ('updated_at', models.DateTimeField(editable=False, verbose_name='updated at')),
                ('number', models.CharField(max_length=30, verbose_name='former account number')),
                ('number_key', core.fields.KeyField('number', db_index=True, max_length=90)),
                ('until', models.DateField(verbose_name='until')),
                ('account', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='former_numbers', to='accounts.account', verbose_name='account')),
                ('created_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='created by')),
                ('updated_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='updated by')),
            ],
            options={
                'verbose_name': 'former account number',
                'verbose_name_plural': 'former account numbers',
                'ordering': ['account', '-until', '-id'],
                'constraints': [models.UniqueConstraint(fields=('account', 'number_key', 'until'), name='accounts_former_number_once', violation_error_message='The account gave this number up on that day already.')],
            },
        ),
    ]
