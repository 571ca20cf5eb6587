"""The full-text index over questions."""

from django.db import migrations

from onboarding.questions import search


def install(apps, schema_editor):
    search.install(schema_editor.connection)


def uninstall(apps, schema_editor):
    search.uninstall(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("questions", "0001_initial")]

    operations = [migrations.RunPython(install, uninstall)]
