"""Policies whose evaluation is timed: modules, data, input and the rule that is asked for."""
import random

RBAC = """package bench

default allow := false

allow if {
  some role in data.user_roles[input.user]
  some grant in data.role_grants[role]
  grant.action == input.action
  grant.type == input.type
}
"""

KUBERNETES = """package bench

containers contains container if some container in input.spec.containers

containers contains container if some container in input.spec.initContainers

deny contains message if {
  some container in containers
  container.securityContext.privileged == true
  message := sprintf("container %s is privileged", [container.name])
}

deny contains message if {
  some container in containers
  not container.securityContext.runAsNonRoot
  message := sprintf("container %s may run as root", [container.name])
}

deny contains message if {
  some container in containers
  not container.resources.limits.memory
  message := sprintf("container %s has no memory limit", [container.name])
}

deny contains message if {
  some container in containers
  endswith(container.image, ":latest")
  message := sprintf("container %s uses the latest image", [container.name])
}

deny contains message if {
  some container in containers
  not registry_known(container.image)
  message := sprintf("image %s is from an unknown registry", [container.image])
}

deny contains message if {
  some container in containers
  some capability in container.securityContext.capabilities.add
  capability in {"SYS_ADMIN", "NET_ADMIN", "ALL"}
  message := sprintf("container %s adds %s", [container.name, capability])
}

deny contains message if {
  some volume in input.spec.volumes
  volume.hostPath.path
  message := sprintf("volume %s mounts a path of the host", [volume.name])
}

registry_known(image) if {
  some registry in {"registry.example.com/", "mirror.example.com/"}
  startswith(image, registry)
}
"""

JOIN = """package bench

owned contains [server.name, team.name] if {
  some server in input.servers
  some team in input.teams
  server.team == team.id
}

by_zone := {zone: names |
  some server in input.servers
  zone := server.zone
  names := [other.name | some other in input.servers; other.zone == zone]
}

answer := {"owned": count(owned), "zones": count(by_zone), "largest": max([count(names) | some names in by_zone])}
"""


def rbac():
    rng = random.Random(500)
    roles = [f"role{n}" for n in range(40)]
    actions, types = ["read", "write", "delete", "share"], ["report", "invoice", "order", "server"]
    data = {
        "user_roles": {f"user{n}": rng.sample(roles, 3) for n in range(500)},
        "role_grants": {role: [{"action": rng.choice(actions), "type": rng.choice(types)} for _ in range(4)] for role in roles},
    }
    return [RBAC], data, {"user": "user321", "action": "write", "type": "invoice"}, "allow"


def kubernetes():
    containers = []
    for number in range(8):
        container = {
            "name": f"c{number}", "image": ["registry.example.com/app:1", "other.example.org/tool:latest"][number % 2],
            "ports": [{"containerPort": 8000 + number, "protocol": "TCP"}],
            "env": [{"name": f"SETTING_{n}", "value": f"value {n}"} for n in range(4)],
            "securityContext": {"privileged": number == 3, "runAsNonRoot": number % 3 > 0,
                                "capabilities": {"add": ["NET_ADMIN"] if number == 5 else [], "drop": ["ALL"]}},
        }
        if number % 4:
            container["resources"] = {"limits": {"memory": "128Mi", "cpu": "1"}}
        containers.append(container)
    pod = {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "app", "labels": {"app": "web"}},
           "spec": {"containers": containers[:6], "initContainers": containers[6:],
                    "volumes": [{"name": "logs", "hostPath": {"path": "/var/log"}}, {"name": "scratch", "emptyDir": {}}]}}
    return [KUBERNETES], {}, pod, "deny"


def join():
    rng = random.Random(300)
    servers = [{"name": f"server{n}", "team": rng.randrange(300), "zone": f"zone{rng.randrange(20)}"} for n in range(300)]
    teams = [{"id": n, "name": f"team{n}"} for n in range(300)]
    return [JOIN], {}, {"servers": servers, "teams": teams}, "answer"


def indexed():
    rules = [f'allow if {{\n  input.user == "user{n}"\n  input.path == "/things/{n % 50}"\n  input.method == "{"GET" if n % 2 else "PUT"}"\n}}\n'
             for n in range(2000)]
    return ["package bench\n\ndefault allow := false\n\n" + "\n".join(rules)], {}, \
        {"user": "user1234", "path": "/things/34", "method": "PUT"}, "allow"


# Name, what it is, how it is made, and the least ratio to each peer.
EVALUATIONS = [
    ("rbac", "roles of 500 users, by the user's name", rbac, {"regorus": 1, "regorus, newer fork": 1}),
    ("kubernetes", "7 rules over a pod of 8 containers", kubernetes, {"regorus": 1, "regorus, newer fork": 1}),
    ("join", "300 × 300 objects by a key, and groups of 300", join, {"OPA": 20}),
    ("indexed", "2,000 rules that ask for three values each", indexed, {"OPA": 1}),
]
