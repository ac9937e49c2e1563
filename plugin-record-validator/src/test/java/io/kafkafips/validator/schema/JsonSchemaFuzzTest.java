package io.kafkafips.validator.schema;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;

/** Any bytes against a schema with most keywords: the check says what the library says, and nothing of the text. */
class JsonSchemaFuzzTest {
    private final JsonOracle oracle = new JsonOracle();

    @FuzzTest(maxDuration = "2m")
    void check_anyBytes_agreesWithTheLibrary(byte[] bytes) throws IOException {
        oracle.agreedOn(bytes);
    }
}
