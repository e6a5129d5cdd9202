from django.apps import AppConfig


class LawsConfig(AppConfig):
    name = "laws"
    verbose_name = "Wetsvoorstellen"
    default_auto_field = "django.db.models.BigAutoField"
