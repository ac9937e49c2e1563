package io.kafkafips.commons.fips;

import java.lang.reflect.Method;
import java.security.Security;

/** What {@link FipsRuntimeTest} runs in JVMs of many kinds: prints the attestation, or the refusal. */
final class FipsProbe {
    private FipsProbe() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments.length > 0 && arguments[0].equals("approve-this-thread")) {
            Method method = Class.forName("org.bouncycastle.crypto.CryptoServicesRegistrar")
                    .getMethod("setApprovedOnlyMode", boolean.class);
            method.invoke(null, true);
        }
        if (arguments.length > 0 && arguments[0].equals("add-provider-later")) {
            FipsRuntime.require("probe");
            Security.insertProviderAt(new Stranger(), 1);
        }
        try {
            System.out.println("PROVEN " + FipsRuntime.require("probe").line());
        } catch (FipsRuntimeException e) {
            System.out.println("REFUSED " + e.getMessage());
        }
    }

    private static final class Stranger extends java.security.Provider {
        Stranger() {
            super("Stranger", "1", "somebody else's algorithms");
        }
    }
}
