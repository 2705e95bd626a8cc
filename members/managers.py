"""How accounts are made."""

from typing import Any

from django.contrib.auth.base_user import BaseUserManager


class UserManager(BaseUserManager):
    def create_user(self, email: str, password: str | None = None, **extra: Any) -> Any:
        """An account known by its e-mail address, kept in lower case."""
        user: Any = self.model(email=self.normalize_email(email).lower(), **extra)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **extra: Any) -> Any:
        return self.create_user(email, password, is_staff=True, is_superuser=True, **extra)
