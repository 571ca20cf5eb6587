"""The latest changes are found along an index, by pages of the audit trail."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('programs', '0009_announced'),
        ('verification', '0007_paces'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name='review',
            index=models.Index(fields=['-decided_at', '-id'], name='review_latest'),
        ),
        migrations.AddIndex(
            model_name='transition',
            index=models.Index(fields=['-at', '-id'], name='transition_latest'),
        ),
    ]
