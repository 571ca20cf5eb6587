"""Mentors' absences and their covers; capacity is one of four steps."""


import django.db.models.deletion
import onboarding.ids
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models


TO_A_STEP = ((0, "0"), (0.75, "0.5"), (1.5, "1"))
"""Below this it becomes that; everything else is 2."""
EXCLUSION = """ALTER TABLE programs_absence ADD CONSTRAINT absences_do_not_overlap EXCLUDE USING gist (
    int8range(program_id, program_id, '[]') WITH &&,
    int8range(user_id, user_id, '[]') WITH &&,
    tstzrange(starts_at, ends_at) WITH &&)"""
"""Ranges of one number each, so that no extension has to be installed. SQLite has one writer at a time."""


def to_steps(apps, schema_editor):
    for membership in apps.get_model("programs", "Membership").objects.exclude(capacity__in=(0, 0.5, 1, 2)):
        step = next((step for below, step in TO_A_STEP if membership.capacity <= below), "2")
        membership.capacity = step
        membership.save(update_fields=("capacity",))


def exclude(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(EXCLUSION)


def include(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE programs_absence DROP CONSTRAINT absences_do_not_overlap")


class Migration(migrations.Migration):

    dependencies = [
        ('programs', '0009_announced'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Absence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=onboarding.ids.new_public_id, editable=False, max_length=12, unique=True)),
                ('starts_at', models.DateTimeField(verbose_name='from')),
                ('ends_at', models.DateTimeField(blank=True, null=True, verbose_name='until')),
                ('note', models.TextField(blank=True, verbose_name='note')),
                ('is_noticed', models.BooleanField(default=False, verbose_name='we noticed it')),
                ('made_at', models.DateTimeField(verbose_name='said')),
                ('announced_at', models.DateTimeField(blank=True, null=True, verbose_name='announced')),
            ],
            options={
                'verbose_name': 'absence',
                'verbose_name_plural': 'absences',
            },
        ),
        migrations.CreateModel(
            name='Cover',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_at', models.DateTimeField(verbose_name='from')),
                ('ends_at', models.DateTimeField(blank=True, null=True, verbose_name='until')),
                ('announced_at', models.DateTimeField(blank=True, null=True, verbose_name='announced')),
            ],
        ),
        migrations.RemoveConstraint(
            model_name='membership',
            name='capacity_not_negative',
        ),
        migrations.AddField(
            model_name='membership',
            name='active_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='last active'),
        ),
        migrations.AddField(
            model_name='program',
            name='away_after_days',
            field=models.PositiveSmallIntegerField(default=7, verbose_name='days of silence that mean away'),
        ),
        migrations.RunPython(to_steps, migrations.RunPython.noop),
        migrations.AlterField(
            model_name='membership',
            name='capacity',
            field=models.DecimalField(choices=[(Decimal('0.0'), 'nobody new for now'), (Decimal('0.5'), 'half as many as others'), (Decimal('1.0'), 'as many as others'), (Decimal('2.0'), 'twice as many as others')], decimal_places=1, default=1, max_digits=3, verbose_name='capacity'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.CheckConstraint(condition=models.Q(('capacity__in', [Decimal('0.0'), Decimal('0.5'), Decimal('1.0'), Decimal('2.0')])), name='capacity_known'),
        ),
        migrations.AddField(
            model_name='absence',
            name='cover',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='absence',
            name='program',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='absences', to='programs.program'),
        ),
        migrations.AddField(
            model_name='absence',
            name='user',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='absences', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='cover',
            name='absence',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='covers', to='programs.absence'),
        ),
        migrations.AddField(
            model_name='cover',
            name='mentor',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='covers', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddIndex(
            model_name='absence',
            index=models.Index(fields=['program', 'ends_at'], name='absence_ahead'),
        ),
        migrations.AddConstraint(
            model_name='absence',
            constraint=models.CheckConstraint(condition=models.Q(('ends_at', None), ('ends_at__gt', models.F('starts_at')), _connector='OR'), name='absence_lasts'),
        ),
        migrations.AddConstraint(
            model_name='absence',
            constraint=models.CheckConstraint(condition=models.Q(('ends_at__isnull', False), ('is_noticed', True), _connector='OR'), name='absence_ends'),
        ),
        migrations.AddConstraint(
            model_name='absence',
            constraint=models.CheckConstraint(condition=models.Q(('cover', None), models.Q(('cover', models.F('user')), _negated=True), _connector='OR'), name='absence_covered_by_another'),
        ),
        migrations.AddConstraint(
            model_name='absence',
            constraint=models.UniqueConstraint(condition=models.Q(('ends_at', None)), fields=('program', 'user'), name='one_open_absence'),
        ),
        migrations.AddIndex(
            model_name='cover',
            index=models.Index(fields=['mentor', 'ends_at'], name='cover_of'),
        ),
        migrations.AddConstraint(
            model_name='cover',
            constraint=models.CheckConstraint(condition=models.Q(('ends_at', None), ('ends_at__gt', models.F('starts_at')), _connector='OR'), name='cover_lasts'),
        ),
        migrations.AddConstraint(
            model_name='cover',
            constraint=models.UniqueConstraint(fields=('absence', 'starts_at'), name='one_cover_at_a_time'),
        ),
        migrations.RunPython(exclude, include),
    ]
