package io.kafkafips.validator.rule.signature;

import io.kafkafips.commons.audit.KeyFile;
import io.kafkafips.commons.config.Refusal;
import io.kafkafips.validator.policy.RuleContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import org.jspecify.annotations.Nullable;

/** A key for message authentication codes, with a code ready for each thread. Shows nothing of the key. */
final class HmacKey {
    private static final int FEWEST_BYTES = 32;

    private final String id;
    private final ThreadLocal<Mac> macs;

    private HmacKey(String id, String algorithm, byte[] key) throws GeneralSecurityException {
        this.id = id;
        // asked for once here, so that a provider or a key that will not do stops the start
        ValidatorJca.hmac(algorithm, key);
        macs = ThreadLocal.withInitial(() -> {
            try {
                return ValidatorJca.hmac(algorithm, key);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** @param entry {@code <id>=<absolute path>}. Refusals show its id alone: behind it may stand the key, even with a slash first */
    static HmacKey read(String entry, String algorithm, @Nullable RuleContext context) {
        int equals = entry.indexOf('=');
        Path file = Path.of(entry.substring(equals + 1));
        if (equals < 1 || context == null || !file.isAbsolute()) {
            throw refusal("an entry of another form", "<id>=<absolute path of the key file>", null);
        }
        String id = entry.substring(0, equals);
        String seen = id + "=...";
        try {
            if (!KeyFile.isPrivate(file)) {
                throw refusal(seen, "a file that its owner alone can read (chmod 600)", null);
            }
            byte[] key = Base64.getDecoder()
                    .decode(new String(context.file(file.toString()), StandardCharsets.US_ASCII).strip());
            if (key.length < FEWEST_BYTES) {
                throw refusal(seen, "a key of " + FEWEST_BYTES + " bytes or more", null);
            }
            return new HmacKey(id, algorithm, key);
        } catch (IOException | UncheckedIOException e) {
            // not as the cause: its message has the path
            throw refusal(seen, "the absolute path of a file that can be read", null);
        } catch (GeneralSecurityException e) {
            throw refusal(seen, "a key that the module takes", e);
        } catch (IllegalArgumentException e) {
            // not as the cause: its message may hold a character of the key
            throw refusal(seen, "base64 in the file", null);
        }
    }

    private static RuntimeException refusal(String seen, String expected, @Nullable Exception cause) {
        String remedy = "openssl rand -base64 32 > <file>; chmod 600 <file>";
        return cause == null
                ? Refusal.setting(Hmac.KEYS, seen, expected, remedy)
                : Refusal.setting(Hmac.KEYS, seen, expected, remedy, cause);
    }

    String id() {
        return id;
    }

    byte[] code(SignedBytes.Input input) {
        Mac mac = macs.get();
        input.into(mac::update);
        return mac.doFinal();
    }
}
