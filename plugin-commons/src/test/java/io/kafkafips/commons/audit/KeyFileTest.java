package io.kafkafips.commons.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which permissions leave a secret to those who are meant to have it. */
class KeyFileTest {
    private static final int SOMEBODY = 12345;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "rw-------,true",
        "r--------,true",
        "rw-r--r--,false",
        "r-----r--,false",
        "rw-rw----,false",
        "rwx------,false"
    })
    void isPrivate_whoeverOwnsIt_goesByThePermissions(String permissions, boolean expected) throws IOException {
        assertThat(KeyFile.isPrivate(file(permissions))).isEqualTo(expected);
    }

    /** As the kubelet mounts a Secret: 0440, of root and the pod's fsGroup. */
    @Test
    void isPrivate_groupMayRead_isForRootsFilesAlone() throws IOException {
        Path file = file("r--r-----");
        assumeTrue(Files.getAttribute(file, "unix:uid").equals(0), "only root can make a file of root's");

        assertThat(KeyFile.isPrivate(file)).isTrue();
        Files.setAttribute(file, "unix:uid", SOMEBODY);
        assertThat(KeyFile.isPrivate(file)).isFalse();
    }

    private Path file(String permissions) throws IOException {
        Path file = Files.createFile(folder.resolve("k0"));
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }
}
