from django.apps import AppConfig


class MotionsConfig(AppConfig):
    name = "motions"
    verbose_name = "Moties"
    default_auto_field = "django.db.models.BigAutoField"
