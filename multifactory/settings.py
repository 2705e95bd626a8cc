"""Settings of one portal. What differs between installations comes from the environment (`.env.example`)."""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse_lazy

from multifactory.lib.sqlite import is_wal_safe

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()
environ.Env.read_env(BASE_DIR / ".env")

# --- What is installed where -----------------------------------------------------------------------

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
SITE_URL = env.str("SITE_URL").rstrip("/")

_site = urlsplit(SITE_URL)
IS_HTTPS = _site.scheme == "https"
IS_LOOPBACK = _site.hostname in ("127.0.0.1", "localhost", "::1")

ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[_site.hostname or ""])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[SITE_URL] if IS_HTTPS else [])
ADMINS = [("Administrator", address) for address in env.list("ADMIN_EMAILS", default=[])]

REQUIRE_STAFF_MFA = env.bool("REQUIRE_STAFF_MFA", default=True)
TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)


def unsafe_settings() -> list[str]:
    """What would leave a portal open to the world."""
    faults = []
    if len(SECRET_KEY) < 40 or len(set(SECRET_KEY)) < 10 or SECRET_KEY.startswith("change-me"):
        faults.append("SECRET_KEY must be at least 40 random characters.")
    if not IS_HTTPS and not IS_LOOPBACK:
        faults.append("SITE_URL must begin with https:// unless it is this machine itself (127.0.0.1).")
    if "*" in ALLOWED_HOSTS or "" in ALLOWED_HOSTS:
        faults.append("ALLOWED_HOSTS must name the hosts; '*' answers to anybody's name.")
    if not IS_LOOPBACK and env.str("EMAIL_URL", default="consolemail://").startswith("consolemail"):
        faults.append("EMAIL_URL must be set, or invitations and results would reach nobody.")
    return faults


_faults = [] if DEBUG else unsafe_settings()
if not IS_LOOPBACK and not REQUIRE_STAFF_MFA:  # with DEBUG on too: the switch is for the sample portal alone
    _faults.append("REQUIRE_STAFF_MFA may be false only on this machine itself (127.0.0.1).")
if _faults:
    raise ImproperlyConfigured("The portal does not start:\n- " + "\n- ".join(_faults))

# --- Applications ----------------------------------------------------------------------------------

INSTALLED_APPS = [
    "events",
    "spaces",
    "governance",
    "members",
    "multifactory.apps.BackOfficeConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "django_filters",
    "import_export",
    "simple_history",
    "multifactory",  # last: its back-office has the last word on what others register
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "multifactory.lib.middleware.HeadersMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",  # below all that sets headers, which files carry too
    "multifactory.lib.public_pages.middleware.PublicPagesMiddleware",  # a page it has asks no database's turn
    "multifactory.lib.middleware.ConnectionsMiddleware",
    "multifactory.lib.middleware.BusyMiddleware",
    "multifactory.lib.sessions.SparingSessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "members.accounts.middleware.KeepingLoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "members.accounts.middleware.CurrentMembershipMiddleware",
    "members.accounts.middleware.StaffMFAMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",  # who, for the history of companies
]

ROOT_URLCONF = "multifactory.urls"
WSGI_APPLICATION = "multifactory.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

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
                "members.accounts.context_processors.portal",
            ],
            "builtins": ["multifactory.templatetags.portal"],
        },
    },
]
FORM_RENDERER = "multifactory.lib.forms.PortalFormRenderer"
# --- Database --------------------------------------------------------------------------------------

DATABASES: dict[str, dict[str, Any]] = {"default": env.db("DATABASE_URL")}
_database = DATABASES["default"]
DATABASE_CONNECTIONS = 10  # of a process; whoever comes beyond that waits in line, holding nothing
DATABASE_CONNECTION_WAIT_SECONDS = 60  # as long as proxies usually wait
_database.setdefault("OPTIONS", {})

if _database["ENGINE"].endswith("sqlite3"):
    _journal = "WAL" if is_wal_safe() else "DELETE"
    _database["ENGINE"] = "multifactory.lib.sqlite"
    _database["OPTIONS"] |= {
        "pool": 4,  # each holds the schema and some pages; requests of one process rarely need more at a time
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": f"PRAGMA journal_mode={_journal};PRAGMA synchronous=FULL;",
    }
else:
    _database["CONN_HEALTH_CHECKS"] = True
    _database["OPTIONS"] |= {
        # As many as requests are let in, so that none waits here but for a database that is away: whoever
        # gets none in time is told to come back (503). It is asked anew after some seconds, instead of ever
        # more seldom.
        "pool": {
            "min_size": 1,
            "max_size": DATABASE_CONNECTIONS,
            "timeout": 3,
            "max_idle": 60,
            "reconnect_timeout": 5,
        },
        "connect_timeout": 5,
        "options": "-c statement_timeout=10s -c lock_timeout=3s -c idle_in_transaction_session_timeout=15s",
    }

# Rate limits count across worker processes, so the cache is shared: the database's own table, or Redis.
_redis_url = env.str("REDIS_URL", default="")
CACHES: dict[str, dict[str, Any]] = {
    "default": (
        {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": _redis_url}
        if _redis_url
        else {
            "BACKEND": "multifactory.lib.cache.TableCache",
            "LOCATION": "django_cache",
            "OPTIONS": {"MAX_ENTRIES": 1_000_000},  # never reached: the worker deletes what is out of date
        }
    )
}
# Pages for visitors that each process keeps in its memory, in megabytes; 0 keeps none.
PUBLIC_PAGES_MB = env.int("PUBLIC_PAGES_MB", default=0 if DEBUG else 32)
# --- Language and time -----------------------------------------------------------------------------

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("it", "Italiano")]
LOCALE_PATHS = [BASE_DIR / "locale", BASE_DIR / "locale" / "allauth"]  # our words, and for the library's
USE_I18N = True
USE_TZ = True
TIME_ZONE = env.str("MULTIFACTORY_TIME_ZONE", default="Europe/Rome")
FORMAT_MODULE_PATH = "multifactory.lib.date_formats"
CONTENT_LANGUAGE = env.str("CONTENT_LANGUAGE", default="")  # what companies and coordinators write in
HOLIDAYS = env.str("HOLIDAYS", default="IT")  # public holidays of a country or of a part of it: IT-MN
# --- Files -----------------------------------------------------------------------------------------

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "media/"
MEDIA_ROOT = env.str("MEDIA_ROOT", default=str(BASE_DIR / "var" / "media"))
_bucket = env.str("AWS_STORAGE_BUCKET_NAME", default="")
_bucket_host = env.str("AWS_S3_CUSTOM_DOMAIN", default="")
_media: dict[str, Any] = {"BACKEND": "django.core.files.storage.FileSystemStorage"}
if _bucket:
    from botocore.config import Config  # slow to load, so for a bucket only

    _media = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": _bucket,
            "endpoint_url": env.str("AWS_S3_ENDPOINT_URL", default="") or None,
            "region_name": env.str("AWS_S3_REGION_NAME", default="") or None,
            "access_key": env.str("AWS_ACCESS_KEY_ID", default="") or None,
            "secret_key": env.str("AWS_SECRET_ACCESS_KEY", default="") or None,
            # A bucket that is away must not hold the portal's workers.
            "client_config": Config(connect_timeout=5, read_timeout=10, retries={"total_max_attempts": 2}),
            # Without a public host of its own, the bucket is read by the portal and shown at /media/.
            "url_protocol": "https:" if _bucket_host else f"{_site.scheme}:",
            "custom_domain": _bucket_host or f"{_site.netloc}/media",
            "object_parameters": {"CacheControl": "public, max-age=31536000, immutable"},
        },
    }
STORAGES = {
    "default": _media,
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "multifactory.lib.stylesheets.BundlingStorage"
    },
}
FILE_UPLOAD_HANDLERS = ["multifactory.lib.uploads.BoundedUploadHandler"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
DATA_UPLOAD_MAX_NUMBER_FILES = 5
# --- Mail: a queue in the database, emptied by `manage.py worker` ------------------------------------

_mail = env.email_url("EMAIL_URL", default="consolemail://")
EMAIL_BACKEND = "multifactory.lib.mail_queue.backend.QueueBackend"
EMAIL_DELIVERY_BACKEND = _mail["EMAIL_BACKEND"]  # what the worker sends through
EMAIL_HOST = _mail.get("EMAIL_HOST") or "localhost"
EMAIL_PORT = _mail.get("EMAIL_PORT") or 25
EMAIL_HOST_USER = _mail.get("EMAIL_HOST_USER") or ""
EMAIL_HOST_PASSWORD = _mail.get("EMAIL_HOST_PASSWORD") or ""
EMAIL_USE_TLS = _mail.get("EMAIL_USE_TLS", False)
EMAIL_USE_SSL = _mail.get("EMAIL_USE_SSL", False)
EMAIL_TIMEOUT = 10
_mail_host = "localhost" if IS_LOOPBACK else _site.hostname  # a bare number is no mail address
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default=f"portal@{_mail_host}")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
MESSAGE_ID_DOMAIN = _site.hostname
# --- People ----------------------------------------------------------------------------------------

AUTH_USER_MODEL = "members.User"
AUTHENTICATION_BACKENDS = ["members.accounts.backends.PortalBackend"]
LOGIN_URL = reverse_lazy("account_login")
LOGIN_REDIRECT_URL = reverse_lazy("dashboard")
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

ACCOUNT_ADAPTER = "members.accounts.adapters.AccountAdapter"
ACCOUNT_FORMS = {
    "signup": "members.accounts.forms.InvitedSignupForm",
    "request_login_code": "members.accounts.forms.LoginCodeForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_DISPLAY = "members.people.models.display_name"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 10 * 60  # a mail takes its time
ACCOUNT_RATE_LIMITS = {
    # A network is a school or the hall of an assembly, where all come at once: its limits lie far above what
    # they do. What a mail address can get is limited by what it has not confirmed.
    "event_registration": "300/h/ip",
    "application": "100/h/ip,10/d/key",  # begun; `key`: the address that gets the mail
    "application_document": "500/h/ip",  # five of each application
    "unit_request": "100/h/ip,10/d/key",
    # Links to calendars and doors that open nothing; one that was revoked is asked for on and on.
    "calendar_unknown": "120/h/ip",
    "signup": "300/h/ip",  # only with an open invitation
    "login": "300/m/ip",
    "reset_password": "100/m/ip,5/m/key",
    "reset_password_from_key": "100/m/ip",
    # Passwords (`members.accounts.login_limits`); `key`: the account at one address, the device, the account.
    "login_failed": "60/m/ip,5/5m/key",
    "login_failed_on_known_device": "5/5m/key",
    "login_failed_anywhere": "100/h/key",
    "login_failed_mail": "1/d/key",
    # Codes by e-mail: `key` is the account at one address.
    "request_login_code": "100/m/ip",
    "login_code_mail": "3/5m/key",
}
ACCOUNT_DEFAULT_HTTP_PROTOCOL = _site.scheme
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXY_COUNT
USERSESSIONS_TRACK_ACTIVITY = False
MFA_ADAPTER = "members.accounts.adapters.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = IS_LOOPBACK
MFA_TOTP_ISSUER = env.str("MFA_ISSUER", default=_site.hostname or "")
MFA_TOTP_TOLERANCE = 1  # a code read at its end, or of a phone a little slow (RFC 6238, 5.2)
MFA_FORMS = {
    "authenticate": "members.accounts.forms.SecondFactorForm",
    "reauthenticate": "members.accounts.forms.SecondFactorAgainForm",
}
INVITATION_DAYS = 14
# --- What the browser is told ------------------------------------------------------------------------

SECURE_SSL_REDIRECT = IS_HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if IS_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = IS_HTTPS
SECURE_HSTS_PRELOAD = IS_HTTPS
SECURE_REDIRECT_EXEMPT = [r"^health/"]
SECURE_REFERRER_POLICY = "same-origin"
if TRUSTED_PROXY_COUNT:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_NAME = "__Host-sessionid" if IS_HTTPS else "sessionid"
SESSION_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_AGE = 14 * 24 * 3600
CSRF_COOKIE_NAME = "__Host-csrftoken" if IS_HTTPS else "csrftoken"
CSRF_COOKIE_SECURE = IS_HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "members.accounts.views.csrf_failure"
DEVICE_COOKIE_NAME = "__Host-device" if IS_HTTPS else "device"
LANGUAGE_COOKIE_SECURE = IS_HTTPS
LANGUAGE_COOKIE_SAMESITE = "Lax"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        # data: for the QR code of the second factor
        "img-src": [SELF, "data:", *([f"https://{_bucket_host}"] if _bucket_host else [])],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}
# --- Logs: one line an event on the standard error, no addresses, no secrets --------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "multifactory.lib.log_lines.RedactingFormatter",
            "format": "{asctime} {levelname} {name} {message}",
            "style": "{",
        }
    },
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line"},
        "fault_mails": {"class": "multifactory.lib.faults.FaultMailHandler", "level": "ERROR"},
    },
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": ["console"], "level": "INFO", "propagate": False},
        "weasyprint": {"level": "ERROR"},  # each step of each PDF, and rules of print it leaves out
        # Refused and unknown addresses are no faults, and may hold the token of a link.
        "django.request": {"handlers": ["console", "fault_mails"], "level": "ERROR", "propagate": False},
    },
}
