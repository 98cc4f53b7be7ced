"""A hub to try things on: started, signed up at, asked, killed. Nothing but Python's own library."""
import http.client
import json
import os
import pathlib
import re
import signal
import socket
import subprocess
import time
import urllib.parse

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
SHRIKE = os.path.abspath(os.environ.get("SHRIKE") or ROOT / "shrike")
PASSWORD = "several words in a row"


class Failure(Exception):
    """A law was broken."""


class Skip(Exception):
    """It cannot be had here."""


def expect(condition, words):
    if not condition:
        raise Failure(words)


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


class Postgres:
    """A private server, as the tests have it."""

    def __init__(self, folder):
        self.folder = folder
        self.address = self.start()

    def start(self):
        for _ in range(20):
            done = subprocess.run(
                [ROOT / "scripts/postgresql", "start", self.folder, "--durable"], text=True, capture_output=True)
            if done.returncode == 0:
                return done.stdout.strip()
            # The children of a server that was killed hold its memory until they see it.
            time.sleep(0.5)
        raise Failure("the database does not start: " + done.stderr[-300:])

    def kill(self):
        pid = int(pathlib.Path(self.folder, "data/postmaster.pid").read_text().split()[0])
        os.kill(pid, signal.SIGKILL)

    def stop(self):
        subprocess.run([ROOT / "scripts/postgresql", "stop", self.folder], check=False, capture_output=True)


class Hub:
    def __init__(self, folder, engine="sqlite", data=None, options=(), database=None):
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.port = free_port()
        self.options = list(options)
        self.environment = dict(
            os.environ, SHRIKE_DATA=str(data or self.folder / "data"), SHRIKE_CACHE=str(self.folder / "cache"))
        self.database = None
        if engine == "postgresql":
            self.database = Postgres(str(self.folder / "postgresql"))
            self.environment["SHRIKE_DATABASE"] = self.database.address
            self.environment["SHRIKE_SECRET_KEY"] = "11" * 32
        if database:
            self.environment["SHRIKE_DATABASE"] = database
            self.environment["SHRIKE_SECRET_KEY"] = "11" * 32
        self.process = self.token = self.cookies = None
        self.start()

    def start(self):
        self.log = open(self.folder / "log", "a+")
        begun = time.monotonic()
        self.process = subprocess.Popen(
            [SHRIKE, "serve", "--listen", f"127.0.0.1:{self.port}", "--requests-per-minute", "10000000", *self.options],
            env=self.environment, stdout=self.log, stderr=subprocess.STDOUT, start_new_session=True)
        end = begun + 60
        while time.monotonic() < end:
            try:
                if self.ask("GET", "/readyz", token=False)[0] == 200:
                    return time.monotonic() - begun
            except OSError:
                pass
            if self.process.poll() is not None:
                raise Failure("the hub ended at its start: " + (self.folder / "log").read_text()[-800:])
            time.sleep(0.02)
        raise Failure("the hub did not start: " + (self.folder / "log").read_text()[-800:])

    def kill(self):
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def close(self):
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.kill()
        if self.database:
            self.database.stop()

    def ask(self, method, path, body=None, headers=(), token=True, seconds=60):
        """Status, headers, body of one request."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=seconds)
        try:
            sent = dict(headers)
            if token and self.token:
                sent.setdefault("Authorization", f"Bearer {self.token}")
            connection.request(method, path, body, sent)
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read()
        except http.client.HTTPException as problem:
            raise ConnectionError(str(problem)) from problem
        finally:
            connection.close()

    def json(self, method, path, body=None, expected=(200, 201)):
        status, _, answer = self.ask(
            method, path, None if body is None else json.dumps(body), {"Content-Type": "application/json"})
        expect(status in expected, f"{method} {path}: {status} {answer[:300]!r}")
        return json.loads(answer or b"null")

    def sign_up(self):
        """The first admin, through the form that people use, and a token of theirs."""
        link = re.search(r"/welcome\?key=([0-9a-f]+)", (self.folder / "log").read_text()).group(1)
        cookies = {}

        def form(method, path, fields=None):
            body = urllib.parse.urlencode(fields) if fields else None
            headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in cookies.items())}
            if fields:
                headers["Content-Type"] = "application/x-www-form-urlencoded"
            status, got, page = self.ask(method, path, body, headers, token=False)
            for line in got.get_all("Set-Cookie") or []:
                name, value = line.split(";")[0].split("=", 1)
                cookies[name] = value
            found = re.search(rb'name="csrf" value="([0-9a-f]+)"', page)
            return status, found and found.group(1).decode(), headers

        _, csrf, _ = form("GET", f"/welcome?key={link}")
        form("POST", "/welcome", {
            "csrf": csrf, "key": link, "name": "Ada", "email": "ada@example.org", "password": PASSWORD})
        _, csrf, headers = form("GET", "/account")
        self.cookies = headers["Cookie"]
        headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in cookies.items()), "X-CSRF-Token": csrf,
                   "Content-Type": "application/json"}
        status, _, answer = self.ask(
            "POST", "/api/v1/tokens", json.dumps({"name": "trial", "role": "admin", "days": 1}), headers, token=False)
        expect(status == 201, f"no token: {status} {answer[:300]!r}")
        self.token = json.loads(answer)["token"]
        return self

    def peak(self):
        """Peak resident memory in MB."""
        text = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmHWM:\s+(\d+)", text).group(1)) / 1024


def report(asset, count, seed=0):
    """A report of ours with so many findings."""
    findings = [{
        "rule": f"code/rule-{number % 17}", "severity": ["critical", "high", "medium", "low"][number % 4],
        "confidence": "high", "message": f"Something of kind {number % 17} is in line {number}",
        "identity": {"value": f"{seed:08x}{number:08x}", "scheme": "trial/1"}, "taxonomies": [],
        "places": [{"path": f"src/file{number % 100}.py", "start": {"line": number + 1, "column": 1},
                    "lineHash": f"{seed * 1_000_003 + number:x}:1"}]} for number in range(count)]
    return json.dumps({
        "schema": "shrike.report/1", "tool": {"name": "shrike", "version": "1"},
        "target": {"path": ".", "kind": "work-tree", "repository": asset, "ref": "main", "scope": ""},
        "startedAt": "2026-11-27T10:00:00Z", "partial": False, "ruleSets": [],
        "rules": [{"id": f"code/rule-{n}", "title": f"Rule {n}", "severity": "high", "engine": "code"} for n in range(17)],
        "findings": findings, "suppressed": [],
        "coverage": [{"engine": "code", "status": "ran", "skipped": []}]}).encode()
