package io.kafkafips.validator.rule.signature;

import java.security.Provider;
import java.security.Security;

/** Puts the validated module's provider at the end of the list of this JVM, where the broker has it at its head. */
final class FipsProvider {
    private FipsProvider() {}

    static void install() throws ReflectiveOperationException {
        if (Security.getProvider("BCFIPS") == null) {
            Security.addProvider(Class.forName("org.bouncycastle.jcajce.provider.BouncyCastleFipsProvider")
                    .asSubclass(Provider.class)
                    .getDeclaredConstructor()
                    .newInstance());
        }
    }
}
