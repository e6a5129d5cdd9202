"""nginx with the shipped deploy/nginx.conf in front of a portal, with TLS."""

import os
import re
import shutil
import subprocess
from pathlib import Path

from bench.figures import BenchError
from bench.servers.serving import SOCKET, Place, Server, free_port

NGINX = shutil.which("nginx", path="/usr/sbin:/usr/bin") or "nginx"
# The name in deploy/nginx.conf, which requests must ask for. Only this name is in `ALLOWED_HOSTS`.
HOST = {"Host": "portaal.example.nl"}
# The settings of production that the portal needs behind nginx.
PRODUCTION = {
    "PORTAL_ENV": "productie",
    "SECRET_KEY": "meting-" * 10,
    "SECOND_STEP_KEYS": "tweede-meting-" * 5,
    "ALLOWED_HOSTS": f"{HOST['Host']},127.0.0.1",
}
LIMIT = re.compile(r"^[ \t]*limit_(?:req|conn) [^;]*;", re.MULTILINE)


class Front(Server):
    """nginx on a port of its own. The files of `place.static` are its own files; all else goes to the socket of the portal."""

    tls = True

    def __init__(self, place: Place) -> None:
        folder, port = place.folder / "nginx", free_port()
        folder.mkdir(exist_ok=True)
        _make_certificate(folder)
        shipped = (place.build.root / "deploy" / "nginx.conf").read_text()
        file = folder / "nginx.conf"
        file.write_text(around(adapted(shipped, folder, place.static, place.folder / SOCKET, port), folder))
        super().__init__([NGINX, "-c", str(file)], port, "/", folder / "nginx.log")


def adapted(shipped: str, folder: Path, static: Path, socket: Path, port: int) -> str:
    """Return the shipped configuration with the paths and the port of this run, and without the limits per visitor.

    Raises BenchError when a text that must be replaced is not there: then the shipped file has changed.
    """
    for old, new in (
        ("unix:/run/portaal.sock", f"unix:{socket}"),
        ("/etc/portaal/tls/", f"{folder}/"),
        ("/srv/portaal/huidig/staticfiles/", f"{static}/"),
        ("listen 443 ssl http2;", f"listen 127.0.0.1:{port} ssl;"),
        ("listen 80;", f"listen 127.0.0.1:{free_port()};"),
    ):
        if old not in shipped:
            raise BenchError(f"deploy/nginx.conf bevat niet „{old}”.")
        shipped = shipped.replace(old, new)
    shipped, limits = LIMIT.subn("", shipped)
    if not limits:
        raise BenchError("deploy/nginx.conf heeft geen grenzen per bezoeker.")
    # Only newer versions keep pages and a log in these folders.
    shipped = shipped.replace("/var/cache/portaal", f"{folder}/cache").replace("/var/log/nginx/", f"{folder}/")
    return re.sub(r"listen \[::\].*", "", shipped)


def around(config: str, folder: Path) -> str:
    """Return the main configuration around a site, with the values of the nginx.conf of Debian."""
    # When root measures, only root can read its temporary folder.
    user = "user root;" if os.geteuid() == 0 else ""
    return (
        f"{user}\ndaemon off; worker_processes auto; pid {folder}/pid; error_log {folder}/error.log;\n"
        "events { worker_connections 768; }\n"
        f"http {{ include /etc/nginx/mime.types; sendfile on; tcp_nopush on; access_log {folder}/access.log;\n{config}\n}}\n"
    )


def _make_certificate(folder: Path) -> None:
    command = f"openssl req -x509 -newkey rsa:2048 -nodes -keyout sleutel.pem -out keten.pem -days 2 -subj /CN={HOST['Host']}"
    subprocess.run(command.split(), cwd=folder, check=True, capture_output=True)
