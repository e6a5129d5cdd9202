"""What a browser would send for a form of a page."""

from bs4 import BeautifulSoup


def filled_in(client, address, selector="form[data-keep]"):
    """Return the data of an unchanged form on a page, see `form_in`."""
    return form_in(client.get(address), selector)


def form_in(answer, selector="form[data-keep]"):
    """Return what a browser would send for the first form of an answer: a text by name, or a list for a name with several.

    A select of one choice sends its first option when none is chosen. What stands in a template is not sent.
    """
    form = BeautifulSoup(answer.content, "html.parser").select_one(selector)
    for template in form.select("template"):
        template.decompose()
    data = {}
    for field in form.select("input[name], textarea[name], select[name]"):
        for text in _texts(field):
            data.setdefault(field["name"], []).append(text)
        if field.name == "select" and field.has_attr("multiple"):
            data.setdefault(field["name"], [])
    is_list = {field["name"] for field in form.select("select[multiple][name]")}
    return {name: texts if name in is_list or len(texts) > 1 else texts[0] for name, texts in data.items()}


def _texts(field):
    if field.name == "textarea":
        return [field.text.removeprefix("\n")]
    if field.name == "select":
        chosen = [option.get("value", option.text) for option in field.select("option[selected]")]
        first = [option.get("value", option.text) for option in field.select("option")[:1]]
        return chosen if chosen or field.has_attr("multiple") else first
    if field.get("type") in ("checkbox", "radio"):
        return [field.get("value", "on")] if field.has_attr("checked") else []
    return [] if field.get("type") in ("submit", "button", "file") else [field.get("value", "")]
