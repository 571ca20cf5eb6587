"""A shape as CEL types, so that compiling an expression finds misspelt fields and wrong types.

Evidence itself stays plain JSON. CEL knows the fields of protobuf messages only, so each record of the shape becomes a
message type; a field that may be null becomes one of the well-known wrapper types, which compare with null.
"""

from functools import cache

from cel_expr_python import cel
from google.protobuf import descriptor_pb2, descriptor_pool, struct_pb2, wrappers_pb2

from onboarding.rules.shapes import SHAPES
from onboarding.rules.shapes.schema import Schema

_Field = descriptor_pb2.FieldDescriptorProto
_SCALARS = {"string": _Field.TYPE_STRING, "integer": _Field.TYPE_INT64, "boolean": _Field.TYPE_BOOL}
_WRAPPERS = {"string": "StringValue", "integer": "Int64Value", "boolean": "BoolValue"}
_CEL_SCALARS = {"string": cel.Type.STRING, "integer": cel.Type.INT, "boolean": cel.Type.BOOL}


def type_of(schema: Schema) -> str:
    """The JSON type, leaving out that it may be null."""
    declared = schema["type"]
    return str(declared if isinstance(declared, str) else declared[0])


def fields_of(kind: str, message: str) -> tuple[str, ...]:
    """The field names of the record that is called so in CEL's error messages: `evidence.<kind>.<path>`."""
    schema = SHAPES[kind]
    for name in message.removeprefix(f"evidence.{kind}.").split("__"):
        schema = schema.get("properties", {}).get(name) or schema["items"]["properties"][name]
    inner = schema["items"] if type_of(schema) == "array" else schema
    return tuple(inner.get("properties", ()))


@cache
def typed_variables(kind: str) -> tuple[descriptor_pool.DescriptorPool, dict[str, cel.Type]]:
    """The message types of a kind's shape, and the type of each variable."""
    package = f"evidence.{kind}"
    file = descriptor_pb2.FileDescriptorProto(
        name=f"{kind}.proto",
        package=package,
        syntax="proto3",
        dependency=["google/protobuf/wrappers.proto", "google/protobuf/struct.proto"],
    )
    properties: dict[str, Schema] = SHAPES[kind]["properties"]
    variables = {name: _cel_type(file, name, schema) for name, schema in properties.items()}
    pool = descriptor_pool.DescriptorPool()
    for module in (wrappers_pb2, struct_pb2):
        pool.AddSerializedFile(module.DESCRIPTOR.serialized_pb)
    pool.AddSerializedFile(file.SerializeToString())
    return pool, variables


def _cel_type(file: descriptor_pb2.FileDescriptorProto, path: str, schema: Schema) -> cel.Type:
    """The type of one variable. Messages that it needs are added to the file."""
    kind = type_of(schema)
    if kind == "array":
        return cel.Type.List(_cel_type(file, path, schema["items"]))
    if kind == "object":
        _add_message(file, path, schema)
        return cel.Type(f"{file.package}.{path}")
    return _CEL_SCALARS[kind]


def _add_message(file: descriptor_pb2.FileDescriptorProto, path: str, schema: Schema) -> None:
    message = file.message_type.add(name=path)
    for number, (name, inner) in enumerate(schema["properties"].items(), start=1):
        field = message.field.add(name=name, number=number, label=_Field.LABEL_OPTIONAL)
        _set_type(file, message, field, f"{path}__{name}", inner)


def _set_type(
    file: descriptor_pb2.FileDescriptorProto,
    message: descriptor_pb2.DescriptorProto,
    field: descriptor_pb2.FieldDescriptorProto,
    path: str,
    schema: Schema,
) -> None:
    kind = type_of(schema)
    if kind == "array":
        _set_type(file, message, field, path, schema["items"])
        field.label = _Field.LABEL_REPEATED
    elif "additionalProperties" in schema:
        _set_map_type(file, message, field)
    elif kind == "object":
        _add_message(file, path, schema)
        field.type, field.type_name = _Field.TYPE_MESSAGE, f".{file.package}.{path}"
    elif isinstance(schema["type"], list):
        field.type, field.type_name = _Field.TYPE_MESSAGE, f".google.protobuf.{_WRAPPERS[kind]}"
    else:
        field.type = _SCALARS[kind]


def _set_map_type(
    file: descriptor_pb2.FileDescriptorProto,
    message: descriptor_pb2.DescriptorProto,
    field: descriptor_pb2.FieldDescriptorProto,
) -> None:
    """A map of strings: protobuf writes one as repeated entries of a nested type named after the field."""
    entry = message.nested_type.add(
        name="".join(part[:1].upper() + part[1:] for part in field.name.split("_")) + "Entry"
    )
    entry.options.map_entry = True
    for number, name in enumerate(("key", "value"), start=1):
        entry.field.add(name=name, number=number, label=_Field.LABEL_OPTIONAL, type=_Field.TYPE_STRING)
    field.label, field.type = _Field.LABEL_REPEATED, _Field.TYPE_MESSAGE
    field.type_name = f".{file.package}.{message.name}.{entry.name}"
