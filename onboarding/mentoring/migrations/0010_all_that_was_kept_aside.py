"""A draft keeps every text of another page, where it kept the last one."""

from typing import Any

from django.db import migrations, models


def carry_over(apps: Any, schema_editor: Any) -> None:
    """The one text becomes the first of the list."""
    for draft in apps.get_model("mentoring", "Draft").objects.exclude(one_aside=""):
        draft.aside = [draft.one_aside]
        draft.save(update_fields=("aside",))


class Migration(migrations.Migration):
    dependencies = (("mentoring", "0009_nudge_question"),)

    operations = (
        migrations.RenameField("draft", "aside", "one_aside"),
        migrations.AddField(
            "draft", "aside", models.JSONField(blank=True, default=list, verbose_name="kept aside")
        ),
        migrations.RunPython(carry_over, migrations.RunPython.noop),
        migrations.RemoveField("draft", "one_aside"),
    )
