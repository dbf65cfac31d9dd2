package helloagain.workbench;

import helloagain.probe.KnownFindings;
import helloagain.probe.ProbeResult;
import java.io.StringWriter;
import java.util.Optional;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Lays out what a probe found as JUnit does, for the pages of build servers. */
final class ProbeJunit {
  private ProbeJunit() {}

  /** Returns one test suite. */
  static String text(ProbeReport report) {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeStartElement("testsuite");
      String suite = "hello probe " + report.stack() + " " + report.role();
      xml.writeAttribute("name", suite);
      xml.writeAttribute("tests", Integer.toString(report.results().size()));
      xml.writeAttribute("failures", Integer.toString(report.news().size()));
      xml.writeAttribute("errors", Integer.toString(report.gone().size()));
      xml.writeAttribute(
          "skipped",
          Integer.toString(
              report.results().size()
                  - report.tests()
                  + report.findings().size()
                  - report.news().size()));
      xml.writeAttribute("time", Double.toString(Json.tenths(report.seconds())));
      for (ProbeResult result : report.results()) {
        test(xml, report, result);
      }
      for (KnownFindings.Row gone : report.gone()) {
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", "expected");
        xml.writeAttribute("name", gone.finding());
        xml.writeEmptyElement("error");
        xml.writeAttribute("message", "not found any more: " + gone.reason());
        xml.writeEndElement();
      }
      xml.writeEndElement();
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("nothing is written but to memory", e);
    }
    return text + "\n";
  }

  private static void test(XMLStreamWriter xml, ProbeReport report, ProbeResult result)
      throws XMLStreamException {
    xml.writeStartElement("testcase");
    xml.writeAttribute("classname", result.file());
    xml.writeAttribute("name", result.id());
    Optional<String> known =
        report.expectations().of(result).map(row -> "expected: " + row.reason());
    Optional<String> skipped = result.reason().or(() -> known.filter(any -> result.isFinding()));
    if (skipped.isPresent()) {
      xml.writeEmptyElement("skipped");
      xml.writeAttribute("message", skipped.get());
    } else if (result.isFinding()) {
      xml.writeStartElement("failure");
      xml.writeAttribute("type", KnownFindings.word(result.grade()));
      xml.writeAttribute("message", result.observed());
      xml.writeCharacters(
          "rules: "
              + ProbeText.rules(result)
              + "\ntold: "
              + String.join("; then ", result.sent())
              + "\nallowed: "
              + String.join("; or ", result.allowed())
              + "\nobserved: "
              + result.observed()
              + " "
              + result.octets()
              + "\nagain: "
              + report.again(result)
              + "\n");
      xml.writeEndElement();
    }
    xml.writeEndElement();
  }
}
