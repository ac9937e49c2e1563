package io.kafkafips.launcher;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeLibraryFolderTest {
    @TempDir
    Path folder;

    @Test
    void check_mountNoexec_isRefused() {
        assertThatThrownBy(() -> check("overlay / overlay ro 0 0", mount("rw,nosuid,noexec")))
                .isInstanceOf(StartRefusal.class)
                .hasMessageContaining("mounted noexec")
                .hasMessageContaining("Remedy: --tmpfs " + folder + ":exec");
    }

    @Test
    void check_onlyTheRootIsNoexec_passes() {
        assertThatCode(() -> check("overlay / overlay ro,noexec 0 0", mount("rw")))
                .doesNotThrowAnyException();
    }

    @Test
    void check_noexecCoveredByALaterMount_passes() {
        assertThatCode(() -> check(mount("rw,noexec"), mount("rw"))).doesNotThrowAnyException();
    }

    @Test
    void check_noexecElsewhere_passes() {
        assertThatCode(() -> check("tmpfs " + folder + "-other tmpfs rw,noexec 0 0"))
                .doesNotThrowAnyException();
    }

    @Test
    void check_folderAbsent_isRefused() {
        assertThatThrownBy(() -> new NativeLibraryFolder(folder.resolve("absent"), List.of()).check())
                .isInstanceOf(StartRefusal.class)
                .hasMessageContaining("not a folder that this user can write");
    }

    @Test
    void check_nativeLibrariesSwitchedOff_passesWithAnyFolder() {
        Properties system = new Properties();
        system.setProperty("java.io.tmpdir", folder.resolve("absent").toString());
        system.setProperty("org.bouncycastle.native.cpu_variant", "java");

        assertThatCode(() -> NativeLibraryFolder.check(system)).doesNotThrowAnyException();
    }

    private void check(String... mounts) {
        new NativeLibraryFolder(folder, List.of(mounts)).check();
    }

    private String mount(String options) {
        return "tmpfs " + folder + " tmpfs " + options + " 0 0";
    }
}
