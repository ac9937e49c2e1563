package io.kafkafips.audit;

import io.kafkafips.commons.audit.AuditConfig;
import io.kafkafips.commons.audit.AuditOrigin;
import io.kafkafips.commons.audit.AuditTrail;
import io.kafkafips.commons.audit.verify.AuditVerifier;
import io.kafkafips.commons.audit.verify.Verification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/** The trail {@code broker-1} in a folder, keyed. */
record AuditSettings(Path folder, Path keyFile) {
    static final String KEY = "c0ffee00".repeat(8);

    static Path writeKey(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, KEY);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    AuditTrail open(Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(more);
        settings.put("audit.directory", folder.toString());
        settings.put("audit.hmac.key.file", keyFile.toString());
        return AuditTrail.open(
                AuditConfig.of(settings).orElseThrow(), new AuditOrigin("broker-1", Map.of()), InstantSource.system());
    }

    Verification verify() throws IOException, GeneralSecurityException {
        return AuditVerifier.of(folder).withKey(AuditVerifier.parseKey(KEY)).verify();
    }
}
