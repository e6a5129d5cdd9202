"""What tables read: only what the public may see, and only references to what it may see."""

from django.db.models import Prefetch, QuerySet


def links(owners: QuerySet, name: str, targets: QuerySet) -> QuerySet:
    """The rows of a many-to-many, where the public may see both ends."""
    relation = owners.model._meta.get_field(name)
    near, far = relation.m2m_field_name(), relation.m2m_reverse_field_name()
    return relation.remote_field.through._default_manager.filter(**{f"{near}__in": owners, f"{far}__in": targets})


def if_public(name: str, targets: QuerySet) -> Prefetch:
    """Follow an optional foreign key as far as the public may: a record that only a draft knows becomes None."""
    return Prefetch(name, queryset=targets)
