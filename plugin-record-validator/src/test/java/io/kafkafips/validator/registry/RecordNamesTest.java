package io.kafkafips.validator.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordNamesTest {
    private static Set<String> names(RegisteredSchema.Type type, String text) {
        return RecordNames.of(new RegisteredSchema(1, type, text, List.of(), Set.of()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "AVRO | {\"type\":\"record\",\"name\":\"Order\",\"namespace\":\"com.example\",\"fields\":[]} | com.example.Order",
                "AVRO | {\"type\":\"record\",\"name\":\"org.x.Order\",\"namespace\":\"com.example\"} | org.x.Order",
                "AVRO | {\"type\":\"record\",\"name\":\"Order\"} | Order",
                "JSON | {\"title\":\"Order\"} | Order",
                "PROTOBUF | syntax = \"proto3\"; message Order {} | Order"
            })
    void of_aSchema_isTheNameOfItsRecord(RegisteredSchema.Type type, String text, String expected) {
        assertThat(names(type, text)).containsExactly(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "AVRO | \"string\"",
                "AVRO | [\"null\",\"string\"]",
                "AVRO | {",
                "JSON | {\"title\":5}",
                "JSON | true",
                "PROTOBUF | enum message { package = 0; }",
                "PROTOBUF | /* message Order {}",
                "PROTOBUF | option x = \"message Order {"
            })
    void of_aSchemaWithoutARecord_isNothing(RegisteredSchema.Type type, String text) {
        assertThat(names(type, text)).isEmpty();
    }

    @Test
    void of_protobuf_areTheMessagesAtTheTopWithTheirPackage() {
        String text = """
                // message InAComment {}
                syntax = "proto3";
                package com.example . shop;
                /* message InABlock {} */
                option java_package = "message InAString { \\" }";
                import "other.proto";
                message Order {
                  message Nested { string message = 1; }
                  oneof package { Nested n = 2; }
                  map<string, int32> m = 3 [deprecated = true];
                }
                service Shop { rpc Get (Order) returns (Order) {} }
                extend Order { optional int32 extra = 100; }
                message Line{}
                """.replace(" . ", ".");

        assertThat(names(RegisteredSchema.Type.PROTOBUF, text))
                .containsExactly("com.example.shop.Order", "com.example.shop.Line");
    }
}
