"""A mail server on loopback for tests: it speaks SMTP as far as a client needs it, and answers as it is told."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage

WELL = "250 Yes"


@dataclass
class MailServer:
    """``answers`` says what a command is answered instead of yes; an empty answer is none at all: it hangs."""

    port: int = 0
    answers: dict[str, str] = field(default_factory=dict)
    letters: list[EmailMessage] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    let_go: threading.Event = field(default_factory=threading.Event)
    arrived: threading.Event = field(default_factory=threading.Event)


class _Conversation(socketserver.StreamRequestHandler):
    site: MailServer

    def handle(self) -> None:
        self.say(self.site.answers.get("CONNECT", "220 mail.example.org"))
        for line in self.rfile:
            command = line.decode().strip()
            verb = command.split(" ", 1)[0].upper()
            if verb == "QUIT":
                self.say("221 Bye")
                return
            answer = self.site.answers.get(verb, "354 Go on" if verb == "DATA" else WELL)
            self.say(answer)
            if verb == "RCPT" and answer.startswith("2"):
                self.site.recipients.append(command.split(":", 1)[1].strip("<> "))
            if verb == "DATA" and answer.startswith("3"):
                self.read_letter()

    def read_letter(self) -> None:
        lines = []
        for line in self.rfile:
            if line == b".\r\n":
                break
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        message = message_from_bytes(b"".join(lines), policy=policy.default)
        self.site.letters.append(message)
        self.site.arrived.set()
        self.say(self.site.answers.get("END", WELL))

    def say(self, answer: str) -> None:
        if not answer:
            self.site.let_go.wait(30)
            return
        self.wfile.write(f"{answer}\r\n".encode())


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    block_on_close = False


@contextmanager
def running() -> Iterator[MailServer]:
    site = MailServer()
    handler = type("Conversation", (_Conversation,), {"site": site})
    with _Server(("127.0.0.1", 0), handler) as server:
        site.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield site
        finally:
            site.let_go.set()
            server.shutdown()
            thread.join()
