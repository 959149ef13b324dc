# Runs a Python function on the Lambda Runtime API, as AWS's own client (awslambdaric) does. It exists because AWS's client
# needs a C++ compiler wherever PyPI has no wheel of it, and a machine for trying things out should need none. The bootstrap
# prefers AWS's client where it is installed. One file, so that no module of ours takes the name of one of the function's.
# https://docs.aws.amazon.com/lambda/latest/dg/python-handler.html, python-context.html, python-exceptions.html,
# and python-logging.html describe what a function sees.
import http.client
import importlib
import json
import logging
import os
import sys
import time
import traceback

API = "/2018-06-01/runtime"


class RuntimeFault(Exception):
    """An error of Lambda's own, whose type is no Python class."""

    def __init__(self, error_type, message):
        super().__init__(message)
        self.error_type = error_type


class Attributes:
    """An object with the given attributes."""

    def __init__(self, **attributes):
        self.__dict__.update(attributes)

    def __repr__(self):
        return f"{type(self).__name__}({self.__dict__})"


class LambdaContext(Attributes):
    def get_remaining_time_in_millis(self):
        return max(int(self._deadline_ms - time.time() * 1000), 0)


class RuntimeApi:
    def __init__(self, address):
        self._connection = http.client.HTTPConnection(address)

    def next(self):
        """Waits for the next invocation. Returns its headers and the event as bytes."""
        response, body = self._call("GET", "/invocation/next", None, {})
        if response.status != 200:
            raise RuntimeError(f"the Runtime API responds with {response.status}: {body[:500]!r}")
        return response.headers, body

    def respond(self, request_id, body):
        """Returns what is wrong with the response; None if it was accepted."""
        response, answer = self._call("POST", f"/invocation/{request_id}/response", body, {})
        return None if response.status < 300 else answer.decode(errors="replace")

    def fail(self, path, error):
        headers = {"Lambda-Runtime-Function-Error-Type": error["errorType"]}
        self._call("POST", path, json.dumps(error).encode(), headers)

    def _call(self, method, path, body, headers):
        self._connection.request(method, API + path, body, headers)
        response = self._connection.getresponse()
        return response, response.read()


class LogHandler(logging.Handler):
    """Writes what the function logs as Lambda does: with the request id, as text or as JSON."""

    request_id = ""

    def emit(self, record):
        message = self.format(record)
        now = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(record.created))
        if os.environ.get("AWS_LAMBDA_LOG_FORMAT") != "JSON":
            stamp = f"{now}.{int(record.msecs):03d}Z"
            write(f"[{record.levelname}]\t{stamp}\t{self.request_id}\t{message}")
            return
        line = {"timestamp": f"{now}Z", "level": record.levelname, "message": message}
        write(json.dumps({**line, "logger": record.name, "requestId": self.request_id}))


def write(line):
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def load_handler(name):
    """Finds `module.function`; slashes in the module's name are folders."""
    module_name, dot, function_name = name.rpartition(".")
    if not dot:
        why = "not enough values to unpack (expected 2, got 1)"
        raise RuntimeFault("Runtime.MalformedHandlerName", f"Bad handler '{name}': {why}")
    try:
        module = importlib.import_module(module_name.replace("/", "."))
    except ImportError as error:
        message = f"Unable to import module '{module_name}': {error}"
        raise RuntimeFault("Runtime.ImportModuleError", message) from error
    except SyntaxError as error:
        message = f"Syntax error in module '{module_name}': {error}"
        raise RuntimeFault("Runtime.UserCodeSyntaxError", message) from error
    if not hasattr(module, function_name):
        message = f"Handler '{function_name}' missing on module '{module_name}'"
        raise RuntimeFault("Runtime.HandlerNotFound", message)
    return getattr(module, function_name)


def context_of(headers):
    environment = os.environ
    identity = json.loads(headers.get("Lambda-Runtime-Cognito-Identity") or "{}")
    return LambdaContext(
        aws_request_id=headers["Lambda-Runtime-Aws-Request-Id"],
        invoked_function_arn=headers.get("Lambda-Runtime-Invoked-Function-Arn"),
        function_name=environment.get("AWS_LAMBDA_FUNCTION_NAME"),
        function_version=environment.get("AWS_LAMBDA_FUNCTION_VERSION"),
        memory_limit_in_mb=environment.get("AWS_LAMBDA_FUNCTION_MEMORY_SIZE"),
        log_group_name=environment.get("AWS_LAMBDA_LOG_GROUP_NAME"),
        log_stream_name=environment.get("AWS_LAMBDA_LOG_STREAM_NAME"),
        client_context=client_context_of(headers.get("Lambda-Runtime-Client-Context")),
        identity=Attributes(
            cognito_identity_id=identity.get("cognitoIdentityId"),
            cognito_identity_pool_id=identity.get("cognitoIdentityPoolId"),
        ),
        tenant_id=headers.get("Lambda-Runtime-Aws-Tenant-Id"),
        _deadline_ms=int(headers.get("Lambda-Runtime-Deadline-Ms") or 0),
    )


def client_context_of(text):
    if not text:
        return None
    # Headers are bytes, and Python reads each as one character.
    given = json.loads(text.encode("latin-1").decode())
    names = ["installation_id", "app_title", "app_version_name", "app_version_code", "app_package_name"]
    client = given.get("client") or {}
    return Attributes(
        client=Attributes(**{name: client.get(name) for name in names}),
        custom=given.get("custom"),
        env=given.get("env"),
    )


def invoke(handler, event, context):
    """Returns the result as JSON."""
    try:
        parsed = json.loads(event)
    except ValueError as error:
        raise RuntimeFault("Runtime.UnmarshalError", f"Unable to unmarshal input: {error}") from error
    result = handler(parsed, context)
    try:
        return json.dumps(result, ensure_ascii=False).encode()
    except (TypeError, ValueError) as error:
        raise RuntimeFault("Runtime.MarshalError", f"Unable to marshal response: {error}") from error


def is_loading(filename):
    """Whether a frame is of this file, or of Python's own import."""
    return filename in (__file__, importlib.__file__) or filename.startswith("<frozen importlib")


def error_of(error, request_id=""):
    """The JSON by which Lambda reports an error, without the frames of this file."""
    is_ours = isinstance(error, RuntimeFault)
    frames = [] if is_ours else traceback.extract_tb(error.__traceback__)
    theirs = [one for one in frames if not is_loading(one.filename)]
    return {
        "errorMessage": str(error),
        "errorType": error.error_type if is_ours else type(error).__name__,
        "requestId": request_id,
        "stackTrace": traceback.format_list(theirs),
    }


def log_error(error):
    lines = [f"[ERROR] {error['errorType']}: {error['errorMessage']}"]
    if error["stackTrace"]:
        lines += ["Traceback (most recent call last):"]
        lines += [frame.rstrip("\n") for frame in error["stackTrace"]]
    write("\n".join(lines))


def serve(api, handler, log_handler):
    while True:
        headers, event = api.next()
        request_id = headers["Lambda-Runtime-Aws-Request-Id"]
        log_handler.request_id = request_id
        os.environ["_X_AMZN_TRACE_ID"] = headers.get("Lambda-Runtime-Trace-Id") or ""
        try:
            result = invoke(handler, event, context_of(headers))
            refusal = api.respond(request_id, result)
            if refusal is not None:
                write(f"[ERROR] the response was not accepted: {refusal}")
        except Exception as error:  # anything else, such as SystemExit, ends the runtime, as in Lambda
            failure = error_of(error, request_id)
            log_error(failure)
            api.fail(f"/invocation/{request_id}/error", failure)


def main():
    api = RuntimeApi(os.environ["AWS_LAMBDA_RUNTIME_API"])
    log_handler = LogHandler()
    logging.getLogger().addHandler(log_handler)
    # In place of the folder of this file.
    sys.path[0] = os.environ["LAMBDA_TASK_ROOT"]
    try:
        handler = load_handler(os.environ["_HANDLER"])
    except Exception as error:
        failure = error_of(error)
        log_error(failure)
        api.fail("/init/error", failure)
        sys.exit(1)
    serve(api, handler, log_handler)


main()
