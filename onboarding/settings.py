"""Django's settings, read from the one configuration object; nothing here reads the environment."""

from typing import Any

import dj_database_url
from celery.schedules import crontab
from csp.constants import NONCE, NONE, SELF

from onboarding import config
from onboarding.config.secret_key import secret_key
from onboarding.github.connection import connection
from onboarding.languages import LANGUAGES as CONTENT_LANGUAGES
from onboarding.monitoring import logs

WAYMARK = config.load()
GITHUB = connection(WAYMARK)
BASE_DIR = config.ROOT
DEBUG = WAYMARK.debug
SECRET_KEY = secret_key(WAYMARK)
ALLOWED_HOSTS = WAYMARK.allowed_hosts
ROOT_URLCONF = "onboarding.urls"
WSGI_APPLICATION = "onboarding.wsgi.application"
AUTH_USER_MODEL = "people.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SITE_ID = None

INSTALLED_APPS = [
    "onboarding.people",
    "onboarding.curriculum",
    "onboarding.github",
    "onboarding.programs",
    "onboarding.verification",
    "onboarding.questions",
    "onboarding.progress",
    "onboarding.mentoring",
    "onboarding.notifications",
    "onboarding.monitoring",
    "onboarding.launcher",
    "onboarding.people.apps.AdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
]

MIDDLEWARE = [
    "onboarding.monitoring.probes.health_first",
    "onboarding.monitoring.requests.observed",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "onboarding.refusals.RefuseNulBytes",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "onboarding.people.middleware.preferences",
    "onboarding.people.middleware.personal",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "onboarding.people.middleware.signed_out",
    "onboarding.refusals.lead_up",
]

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "onboarding.mentoring.navigation.navigation",
                "onboarding.notifications.bell.bell",
            ],
        },
    },
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",  # asked for by name: for what is printed most
        "NAME": "jinja2",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {"environment": "onboarding.mentoring.jinja.environment"},
    },
]

_SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
}
DATABASES: dict[str, Any] = {"default": dj_database_url.parse(WAYMARK.database)}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = _SQLITE_OPTIONS
    DATABASES["default"]["CONN_MAX_AGE"] = None
else:
    # Threads of the web server come and go; a pool keeps their connections.
    # What the address asks for beside it stays: ?sslmode=verify-full must not be lost.
    DATABASES["default"].setdefault("OPTIONS", {})["pool"] = {"min_size": 1, "max_size": 12, "timeout": 10}
    DATABASES["default"]["OPTIONS"]["prepare_threshold"] = 2  # see mentoring/queries/prepared.py
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True  # a database that was restarted is nobody's error page

CACHES = {
    "default": {
        "BACKEND": "onboarding.caching.ForgivingRedisCache",
        "LOCATION": WAYMARK.cache,
        "KEY_PREFIX": "waymark",
        "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 2},
    }
}

CELERY_BROKER_URL = WAYMARK.broker
# Redis gives a task to another worker when its first one has been silent for `visibility_timeout`. It must be longer
# than the longest task: the threads pool enforces no limit, so every call to the outside has its own.
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 120,
    "unacked_restore_interval": 10,
    "unacked_restore_throttle": 1,
    "socket_keepalive": True,
}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_PUBLISH_RETRY_POLICY = {"max_retries": 1, "interval_start": 0, "interval_step": 0.1, "interval_max": 0.1}
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_DEFAULT_QUEUE = "waymark"
CELERY_WORKER_POOL = "threads"
CELERY_WORKER_CONCURRENCY = 4
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_SEND_TASK_EVENTS = False
CELERY_TIMEZONE = "UTC"
CELERY_IMPORTS = ("onboarding.wiring",)
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = False
CELERY_BEAT_ENABLE_REMOTE_CONTROL = True  # so that a health check can ask beat, too
CELERY_BEAT_SCHEDULER = "celery.beat:Scheduler"  # keeps nothing on disk: what rings each minute has nothing to remember
# A bell that nobody heard in time is not worth ringing later: the next one is already on its way.
CELERY_BEAT_SCHEDULE = {
    name: {"task": task, "schedule": seconds, "options": {"expires": seconds}}
    for name, task, seconds in (
        ("sweep", "onboarding.verification.tasks.sweep", 60.0),
        ("sweep-settled", "onboarding.verification.tasks.sweep_settled", 3600.0),
        ("remind", "onboarding.mentoring.tasks.remind", 3600.0),
        ("resume-reverifications", "onboarding.verification.tasks.resume_reverifications", 60.0),
        ("measure-paces", "onboarding.verification.tasks.measure_paces", 3600.0),
        ("apply-due-reviews", "onboarding.verification.tasks.apply_due_reviews", 5.0),
        ("drain", "onboarding.notifications.tasks.drain", 10.0),
        ("send-due", "onboarding.notifications.tasks.send_due", 15.0),
        ("reconcile", "onboarding.wiring.reconcile", 60.0),
        ("read-issues", "onboarding.wiring.read_issues", 60.0),
        ("tend-picks", "onboarding.wiring.tend_picks", 3600.0),
        ("tend-absences", "onboarding.mentoring.tasks.tend_absences", 3600.0),
        ("ask-again", "onboarding.wiring.ask_again", 60.0),
        ("retry-deliveries", "onboarding.wiring.retry_deliveries", 60.0),
        ("survey", "onboarding.wiring.survey", 3600.0),
        ("audit-deliveries", "onboarding.wiring.audit_deliveries", 900.0),
        ("survey-settled", "onboarding.wiring.survey_settled", 3600.0),
        ("forget-deliveries", "onboarding.wiring.forget_deliveries", 3600.0),
        ("clear-sessions", "onboarding.people.tasks.clear_sessions", 3600.0),
    )
}
# At an hour of the day, since beat counts the pause of the others from its own start, and may be restarted daily.
CELERY_BEAT_SCHEDULE["forget-tokens"] = {
    "task": "onboarding.verification.tasks.forget_tokens",
    "schedule": crontab(hour="3", minute="30"),
    "options": {"expires": 3600.0},
}

# Mail: without a server none is queued, and pages say so. Each step of a conversation with one has its time limit.
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if WAYMARK.smtp_host else 'dummy'}.EmailBackend"
EMAIL_HOST = WAYMARK.smtp_host
EMAIL_PORT = WAYMARK.smtp_port
EMAIL_HOST_USER = WAYMARK.smtp_user
EMAIL_HOST_PASSWORD = WAYMARK.smtp_password.get_secret_value()
EMAIL_USE_TLS = WAYMARK.smtp_security == "starttls"
EMAIL_USE_SSL = WAYMARK.smtp_security == "tls"
EMAIL_TIMEOUT = 15
DEFAULT_FROM_EMAIL = WAYMARK.mail_from

LOGGING = logs.configuration(WAYMARK)

LANGUAGE_CODE = "en"
LANGUAGES = CONTENT_LANGUAGES
LOCALE_PATHS = [BASE_DIR / "onboarding" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "onboarding.stylesheets.StylesheetFinder",
]
STATIC_ROOT = WAYMARK.static_dir
WHITENOISE_KEEP_ONLY_HASHED_FILES = True  # nobody asks for the others, and compressing them takes as long again
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# Sessions are rows: they survive a restart, and deleting one signs somebody out. The session cookie must be sent when
# GitHub sends people back, hence Lax. With __Host- no other site under the same domain can set it.
_PREFIX = "__Host-waymark" if WAYMARK.is_tls else "waymark"
SESSION_ENGINE = "onboarding.people.sessions"
SESSION_COOKIE_NAME = f"{_PREFIX}-session"
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = WAYMARK.is_tls
CSRF_COOKIE_NAME = f"{_PREFIX}-csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "onboarding.refusals.form_refused"
CSRF_TRUSTED_ORIGINS = [WAYMARK.public_url]
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600

SECURE_SSL_REDIRECT = WAYMARK.is_tls
SECURE_REDIRECT_EXEMPT = [r"^livez$", r"^readyz$"]  # probes come from inside, without TLS
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if WAYMARK.is_tls else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if WAYMARK.trusted_proxies else None
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SILENCED_SYSTEM_CHECKS = [
    "security.W005",  # HSTS for subdomains is for the owner of the domain to decide, not for one site under it
    "security.W021",  # so is preloading
]
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_HANDLERS = ["onboarding.refusals.InMemory"]

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF, GITHUB.url],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "upgrade-insecure-requests": WAYMARK.is_tls,
    }
}

AUTHENTICATION_BACKENDS = ["onboarding.people.sessions.AccountBackend"]
LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "/journey/"
ACCOUNT_ADAPTER = "onboarding.people.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_SIGNUP_FIELDS = ["email*"]  # with the default LOGIN_METHODS; there is no sign-up, but allauth checks them
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_EMAIL_VERIFICATION = "none"
SOCIALACCOUNT_ADAPTER = "onboarding.people.adapters.SocialAccountAdapter"
SOCIALACCOUNT_ONLY = True
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_QUERY_EMAIL = True
SOCIALACCOUNT_PROVIDERS = {
    "github": {
        "SCOPE": ["user:email"],
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [{"client_id": GITHUB.client_id, "secret": GITHUB.client_secret, "key": ""}],
    }
}
