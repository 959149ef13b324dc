"""The runtime in the stand-in for AWS's images of Python: serves a handler over the Lambda Runtime API.

`--files` prints what it needs of this machine's Python: on each line a file, and its path in the image.
"""

import encodings.idna  # for the name of a host
import encodings.latin_1
import http.client
import importlib
import json
import os
import sys
import traceback


class Context:
    def __init__(self, headers):
        self.aws_request_id = headers["Lambda-Runtime-Aws-Request-Id"]
        self.invoked_function_arn = headers["Lambda-Runtime-Invoked-Function-Arn"]


def call(method, path, body=None):
    connection = http.client.HTTPConnection(os.environ["AWS_LAMBDA_RUNTIME_API"])
    connection.request(method, "/2018-06-01/runtime" + path, body)
    response = connection.getresponse()
    return response.headers, response.read()


def report(path, error):
    trace = traceback.format_tb(error.__traceback__)
    described = {"errorType": type(error).__name__, "errorMessage": str(error), "stackTrace": trace}
    call("POST", path, json.dumps(described))


def load_handler():
    sys.path.insert(0, os.environ["LAMBDA_TASK_ROOT"])
    module, name = os.environ["_HANDLER"].rsplit(".", 1)
    return getattr(importlib.import_module(module.replace("/", ".")), name)


def serve(handler):
    headers, event = call("GET", "/invocation/next")
    context = Context(headers)
    path = "/invocation/" + context.aws_request_id
    try:
        response = json.dumps(handler(json.loads(event), context))
    except Exception as error:
        report(path + "/error", error)
    else:
        call("POST", path + "/response", response)


def main():
    try:
        handler = load_handler()
    except Exception as error:
        report("/init/error", error)
        sys.exit(1)
    while True:
        serve(handler)


def print_files():
    library = os.path.dirname(os.__file__)
    print(os.path.realpath(sys.executable), "/var/lang/bin/python3")
    for module in list(sys.modules.values()):
        file = getattr(module, "__file__", None) or ""
        if file.startswith(library):
            print(file, "/var/lang/lib/%s%s" % (os.path.basename(library), file[len(library) :]))


if __name__ == "__main__":
    print_files() if sys.argv[1:] == ["--files"] else main()
