# The probe in Python.
import json
import os
import urllib.request


def handler(event, context):
    metadata_uri = os.environ.get("ECS_CONTAINER_METADATA_URI_V4")
    if metadata_uri is None:
        raise Exception("It never succeeds in Lambda.")
    with urllib.request.urlopen(f"{metadata_uri}/task") as response:
        task = json.load(response)
    found = {
        "functionName": context.function_name,
        "family": task["Family"],
        "memorySize": int(os.environ["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"]),
        "vcpu": task["Limits"]["CPU"],
        "runtime": os.environ.get("AWS_EXECUTION_ENV"),
    }
    print(json.dumps({"probe": found}))
