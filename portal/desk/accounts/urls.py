from django.urls import path

from portal.desk.accounts import arrival, views
from portal.desk.pages.access import staff

urlpatterns = [
    # /beheer/
    path("account/uitnodiging/", arrival.invitation, name="invitation"),
    path("account/uitnodiging/wachtwoord/", arrival.password, name="choose-password"),
    path("accounts/", staff(views.accounts), name="accounts"),
    path("accounts/nieuw/", staff(views.new_account), name="new-account"),
    path("accounts/<int:pk>/", staff(views.account), name="account"),
    path("accounts/<int:pk>/tweede-stap/", staff(views.reset_step), name="reset-step"),
]
