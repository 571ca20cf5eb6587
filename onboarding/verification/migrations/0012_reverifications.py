"""Re-verifications of a task for all, and what came out for each submission."""

import django.db.models.deletion
import onboarding.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('curriculum', '0002_glossary'),
        ('programs', '0010_cover'),
        ('verification', '0011_often_refused'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Reverification',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=onboarding.ids.new_public_id, editable=False, max_length=12, unique=True)),
                ('started_at', models.DateTimeField()),
                ('finished_at', models.DateTimeField(null=True)),
                ('total', models.PositiveIntegerField()),
                ('up_to', models.BigIntegerField()),
                ('reached', models.BigIntegerField(default=0)),
                ('claimed_until', models.DateTimeField(null=True)),
                ('program', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reverifications', to='programs.program')),
                ('started_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('task', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='curriculum.task')),
                ('version', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='curriculum.taskversion')),
            ],
            options={
                'verbose_name': 're-verification',
                'verbose_name_plural': 're-verifications',
            },
        ),
        migrations.CreateModel(
            name='Rejudgement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('outcome', models.CharField(choices=[('met', 'met'), ('unmet', 'not met'), ('waiting', 'not yet'), ('unknown', 'could not check')], max_length=10)),
                ('judged_at', models.DateTimeField()),
                ('flag', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='verification.flag')),
                ('submission', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='verification.submission')),
                ('reverification', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rejudgements', to='verification.reverification')),
            ],
        ),
        migrations.AddIndex(
            model_name='reverification',
            index=models.Index(fields=['program', '-started_at'], name='reverification_latest'),
        ),
        migrations.AddConstraint(
            model_name='reverification',
            constraint=models.UniqueConstraint(condition=models.Q(('finished_at', None)), fields=('program', 'task'), name='one_reverification_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='rejudgement',
            constraint=models.UniqueConstraint(fields=('reverification', 'submission'), name='rejudged_once'),
        ),
    ]
