package io.kafkafips.cli.verify;

import io.kafkafips.cli.output.CommandFailure;
import io.kafkafips.cli.output.Visible;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** A report as JUnit's XML, which continuous integration servers read. Immutable. */
record JunitFile(Path file) {
    private static final String SUITE = "kafka-fips.verify";

    /**
     * Writes it, in place of what is there.
     *
     * @throws CommandFailure when it cannot be written
     */
    void write(VerdictReport report) {
        try (Writer out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeStartElement("testsuite");
            xml.writeAttribute("name", SUITE);
            xml.writeAttribute("tests", String.valueOf(report.verdicts().size()));
            xml.writeAttribute("failures", String.valueOf(report.count(Result.FAIL)));
            xml.writeAttribute("errors", "0");
            xml.writeAttribute("skipped", String.valueOf(report.count(Result.SKIPPED)));
            xml.writeAttribute(
                    "time",
                    seconds(report.verdicts().stream().map(Verdict::took).reduce(Duration.ZERO, Duration::plus)));
            for (Verdict verdict : report.verdicts()) {
                testcase(xml, verdict);
            }
            xml.writeEndDocument();
            xml.close();
        } catch (IOException | XMLStreamException e) {
            throw CommandFailure.usage(
                    "--junit " + file + " cannot be written", "--junit <file in a folder that you can write to>", e);
        }
    }

    private static void testcase(XMLStreamWriter xml, Verdict verdict) throws XMLStreamException {
        String evidence = Visible.text(String.join("; ", verdict.outcome().evidence()));
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", SUITE);
        xml.writeAttribute("name", verdict.check().id());
        xml.writeAttribute("time", seconds(verdict.took()));
        switch (verdict.outcome().result()) {
            case PASS -> {
                xml.writeStartElement("system-out");
                xml.writeCharacters(evidence);
                xml.writeEndElement();
            }
            case FAIL -> {
                xml.writeStartElement("failure");
                xml.writeAttribute("message", evidence);
                xml.writeCharacters("expected: " + verdict.check().shows() + "\nremedy: "
                        + verdict.check().remedy() + "\ncontrol: "
                        + verdict.check().control());
                xml.writeEndElement();
            }
            case SKIPPED -> {
                xml.writeEmptyElement("skipped");
                xml.writeAttribute("message", evidence);
            }
        }
        xml.writeEndElement();
    }

    private static String seconds(Duration time) {
        return BigDecimal.valueOf(time.toMillis(), 3).toPlainString();
    }
}
