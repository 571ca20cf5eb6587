"""Who did what in a program, kept as it was written."""


import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from onboarding.programs.triggers import AUDIT


def install(apps, schema_editor):
    AUDIT.install(schema_editor.connection)


def uninstall(apps, schema_editor):
    AUDIT.uninstall(schema_editor.connection)


class Migration(migrations.Migration):

    dependencies = [
        ('curriculum', '0002_glossary'),
        ('programs', '0006_picks'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='AuditEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('verb', models.CharField(max_length=30, verbose_name='verb')),
                ('facts', models.JSONField(default=dict, verbose_name='facts')),
                ('at', models.DateTimeField(verbose_name='at')),
                ('actor', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='actor')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                ('program', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='audit', to='programs.program', verbose_name='program')),
                ('task', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='curriculum.task', verbose_name='task')),
            ],
            options={
                'verbose_name': 'entry of the audit trail',
                'verbose_name_plural': 'entries of the audit trail',
                'ordering': ('at', 'pk'),
                'indexes': [models.Index(fields=['program', '-at', '-id'], name='audit_latest')],
            },
        ),
        migrations.RunPython(install, uninstall),
    ]
