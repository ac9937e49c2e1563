package io.kafkafips.commons.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkafips.commons.fips.FipsJca;
import java.io.StringWriter;
import java.security.cert.X509Certificate;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.WriterAppender;
import org.apache.logging.log4j.core.layout.PatternLayout;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TlsAuditLogTest {
    private final StringWriter written = new StringWriter();
    private final Logger logger = (Logger) LogManager.getLogger(TlsAuditLog.LOGGER);
    private WriterAppender appender;

    @BeforeEach
    void listen() {
        appender = WriterAppender.newBuilder()
                .setName("test")
                .setTarget(written)
                .setLayout(PatternLayout.newBuilder().withPattern("%p %m%n").build())
                .build();
        appender.start();
        logger.addAppender(appender);
        logger.setLevel(Level.INFO);
    }

    @AfterEach
    void silence() {
        logger.removeAppender(appender);
    }

    @Test
    void refused_textWithLineBreaksAndQuotes_isOneLine() {
        TlsAuditLog.refused("REVOKED", "CN=a\n\"b", "10.0.0.1", 5000);

        assertThat(written.toString())
                .isEqualToIgnoringNewLines(
                        "INFO event=handshake-refused reason=REVOKED peer=10.0.0.1:5000 detail=\"CN=a 'b\"");
    }

    @Test
    void cut_certificate_isNamedByIssuerAndSerialNumber() throws Exception {
        X509Certificate certificate = (X509Certificate) FipsJca.x509()
                .generateCertificate(
                        TlsAuditLogTest.class.getResourceAsStream("/io/kafkafips/commons/x509/crl/alice.pem"));

        TlsAuditLog.cut("REVOKED", certificate, null, -1);

        assertThat(written.toString())
                .startsWith("INFO event=connection-cut reason=REVOKED peer=null:-1")
                .contains("subject=\"CN=alice\" issuer=\"CN=CRL CA\" serial=3e9");
    }
}
