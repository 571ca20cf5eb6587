"""Transitions can neither be deleted nor changed, except to note that they were announced."""

from django.db import migrations

from onboarding.verification import triggers


def install(apps, schema_editor):
    triggers.install(schema_editor.connection)


def uninstall(apps, schema_editor):
    triggers.uninstall(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("verification", "0001_initial")]

    operations = [migrations.RunPython(install, uninstall)]
