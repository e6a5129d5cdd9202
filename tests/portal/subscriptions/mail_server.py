"""A mail server in a process of its own, on aiosmtpd. It writes each mail that it takes as a line of JSON in a file.

What it says depends on the first letters of the address: `weg` does not exist, and `later` is refused for a while, as long as the
file has one with the ending `.druk` beside it; with one that ends in `.vol`, it takes no mail at all, as a server whose queue is
full. It waits some seconds before it takes a mail.
"""

import asyncio
import json
import os
import smtplib
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP


class Handler:
    def __init__(self, file: Path, seconds: float) -> None:
        self.file, self.seconds = file, seconds

    async def handle_MAIL(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        if self.file.with_suffix(".vol").exists():
            return "452 4.3.1 Insufficient system storage"
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        if address.startswith("weg"):
            return "550 5.1.1 No such user"
        if address.startswith("later") and self.file.with_suffix(".druk").exists():
            return "451 4.2.0 Try again later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        await asyncio.sleep(self.seconds)
        message = message_from_bytes(envelope.content, policy=policy.default)
        told = {"to": envelope.rcpt_tos[0], "id": message["Message-ID"], "raw": envelope.content.decode("utf-8", "replace")}
        with self.file.open("a") as file:
            file.write(json.dumps(told) + "\n")
            file.flush()
            os.fsync(file.fileno())
        return "250 OK"


async def serve(file: Path, port: int, seconds: float) -> None:
    handler = Handler(file, seconds)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(handler, enable_SMTPUTF8=True), "127.0.0.1", port)
    print(server.sockets[0].getsockname()[1], flush=True)  # the other process reads the port
    await server.serve_forever()


def no_such(address: str, code: int = 550, words: bytes = b"5.1.1 No such user") -> smtplib.SMTPRecipientsRefused:
    """Return what a refusal of a recipient raises here."""
    return smtplib.SMTPRecipientsRefused({address: (code, words)})


@contextmanager
def mail_server(file: Path, port: int = 0, seconds: float = 0) -> Iterator[int]:
    """Run the server, and yield its port. It is killed at the end."""
    command = [sys.executable, "-m", "tests.portal.subscriptions.mail_server", str(file), str(port), str(seconds)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout
        yield int(process.stdout.readline())
    finally:
        process.kill()
        process.wait()
        assert process.stdout
        process.stdout.close()


def received(file: Path) -> list[dict[str, str]]:
    """Return the mails that the server took, in order."""
    # What stands after the last line end is still being written.
    return [json.loads(line) for line in file.read_text().split("\n")[:-1]] if file.exists() else []


if __name__ == "__main__":
    asyncio.run(serve(Path(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])))
