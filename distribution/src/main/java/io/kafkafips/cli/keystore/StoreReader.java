package io.kafkafips.cli.keystore;

import io.kafkafips.cli.keystore.foreign.ForeignEntry;
import io.kafkafips.cli.keystore.foreign.ForeignStore;
import io.kafkafips.cli.output.CommandFailure;
import io.kafkafips.commons.fips.FipsJca;
import io.kafkafips.ssl.store.StoreFile;
import io.kafkafips.ssl.store.StoreReview;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/**
 * Reads stores of any type: BCFKS by the module in this JVM, the types that it does not have by a {@link ForeignStore}. What comes from there
 * is parsed anew by the module. Immutable.
 */
final class StoreReader {
    private final StoreFile file;
    private final Path path;
    private final boolean keys;

    private StoreReader(Path path, StoreFile file, boolean keys) {
        this.path = path;
        this.file = file;
        this.keys = keys;
    }

    /**
     * A reader of one file.
     *
     * @param keys whether private keys are wanted
     * @throws CommandFailure when the file cannot be read, or is no store
     */
    static StoreReader of(Path path, boolean keys) {
        StoreFile file;
        try {
            file = StoreFile.read("store", path.toString());
        } catch (ConfigException e) {
            throw CommandFailure.refused(e, "name a store");
        }
        if (file.isPem()) {
            throw CommandFailure.usage(
                    path + " is PEM, no store",
                    "kafka-fips keystore create makes one of it; kafka-fips principals shows it");
        }
        return new StoreReader(path, file, keys);
    }

    /** Whether it is a BCFKS store, by its content. */
    boolean isBcfks() {
        return file.foreignType().isEmpty();
    }

    /**
     * Reads it.
     *
     * @param keyPassword that of the keys, {@code null} for the same one
     */
    StoreContent read(Password password, @Nullable Password keyPassword) {
        return isBcfks()
                ? BcfksStore.read(path.toString(), file.content(), password, keyPassword)
                : foreign(password, keyPassword);
    }

    private StoreContent foreign(Password password, @Nullable Password keyPassword) {
        String type = file.foreignType();
        ForeignStore.Content content =
                new ForeignStore(type, file.content(), path.toString()).read(keys, password, keyPassword);
        List<StoreEntry> entries = new ArrayList<>();
        List<Refused> refused = new ArrayList<>();
        for (ForeignEntry entry : content.entries()) {
            try {
                take(entry, entries, refused);
            } finally {
                entry.wipe();
            }
        }
        String readBy = content.provider() + " of Java " + Runtime.version().feature()
                + ": outside the FIPS module, in a JVM of its own";
        return new StoreContent(type, readBy, entries, refused);
    }

    private void take(ForeignEntry entry, List<StoreEntry> entries, List<Refused> refused) {
        String alias = entry.alias();
        if (entry.refusal() != null) {
            refused.add(
                    new Refused(
                            alias,
                            "expected a private key with its certificates, or a trusted certificate; "
                                    + entry.refusal(),
                            "name the password of the key by --source-key-password-file, or leave the entry out (--alias, --skip-refused)"));
            return;
        }
        List<X509Certificate> chain;
        try {
            chain = certificates(entry.certificates());
        } catch (GeneralSecurityException | RuntimeException | AssertionError e) {
            refused.add(new Refused(
                    alias,
                    "expected X.509 certificates that the FIPS module reads (" + e.getMessage() + ")",
                    "have the certificate issued anew"));
            return;
        }
        if (!entry.isKey()) {
            entries.add(StoreEntry.trusted(alias, chain.get(0)));
        } else if (keys) {
            takeKey(entry, chain, entries, refused);
        } else {
            entries.add(new StoreEntry(alias, null, true, chain));
        }
    }

    /** A weak key is told by its certificate: the module itself would say less. */
    private void takeKey(
            ForeignEntry entry, List<X509Certificate> chain, List<StoreEntry> entries, List<Refused> refused) {
        StoreReview review = new StoreReview("store", path.toString(), Clock.systemUTC());
        List<ConfigException> weak = review.ofChain(entry.alias(), chain);
        if (!weak.isEmpty()) {
            weak.forEach(finding -> refused.add(Refused.of(entry.alias(), finding)));
            return;
        }
        try {
            PrivateKey key =
                    FipsJca.keyFactory(entry.keyAlgorithm()).generatePrivate(new PKCS8EncodedKeySpec(entry.pkcs8()));
            entries.add(StoreEntry.pair(entry.alias(), key, chain));
        } catch (GeneralSecurityException | RuntimeException | AssertionError e) {
            refused.add(new Refused(
                    entry.alias(),
                    "expected a key that the FIPS module takes, not this " + entry.keyAlgorithm() + " key ("
                            + e.getMessage() + ")",
                    "make a new key and certificate"));
        }
    }

    private static List<X509Certificate> certificates(List<byte[]> encoded) throws GeneralSecurityException {
        List<X509Certificate> chain = new ArrayList<>();
        for (byte[] der : encoded) {
            chain.add((X509Certificate) FipsJca.x509().generateCertificate(new ByteArrayInputStream(der)));
        }
        return chain;
    }
}
