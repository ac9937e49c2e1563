package io.kafkafips.validator.schema;

/** The Avro schemas of the tests. */
final class AvroSamples {
    /** One field of each type, in each other. */
    static final String ORDER = """
            {"type": "record", "name": "Order", "namespace": "shop", "fields": [
              {"name": "id", "type": "string"},
              {"name": "count", "type": "int"},
              {"name": "total", "type": ["null", "long", "double"]},
              {"name": "paid", "type": "boolean"},
              {"name": "weight", "type": "float"},
              {"name": "hash", "type": {"type": "fixed", "name": "Hash", "size": 4}},
              {"name": "blob", "type": "bytes"},
              {"name": "status", "type": {"type": "enum", "name": "Status", "symbols": ["NEW", "PAID", "LOST"]}},
              {"name": "lines", "type": {"type": "array", "items": {"type": "record", "name": "Line", "fields": [
                {"name": "sku", "type": "string"}, {"name": "more", "type": ["null", "Line"]}]}}},
              {"name": "tags", "type": {"type": "map", "values": ["string", {"type": "array", "items": "int"}]}},
              {"name": "nothing", "type": {"type": "array", "items": "null"}},
              {"name": "parent", "type": ["null", "Order"]}]}
            """;

    static final String LOGICAL = """
            {"type": "record", "name": "Payment", "fields": [
              {"name": "amount", "type": {"type": "bytes", "logicalType": "decimal", "precision": 4, "scale": 2}},
              {"name": "id", "type": {"type": "string", "logicalType": "uuid"}},
              {"name": "at", "type": {"type": "int", "logicalType": "time-millis"}}]}
            """;

    private AvroSamples() {}
}
