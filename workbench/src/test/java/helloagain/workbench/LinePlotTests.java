package helloagain.workbench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import helloagain.workbench.LinePlot.Place;
import helloagain.workbench.LinePlot.Scale;
import helloagain.workbench.LinePlot.Series;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

final class LinePlotTests {
  private static final LinePlot PLOT =
      new LinePlot(
          "States & \"more\" <of them>",
          new Scale("groups", false),
          new Scale("states", true),
          List.of(
              new Series(
                  "groups",
                  List.of(
                      new Place(2, 10, true), new Place(3, 100, true), new Place(4, 1000, true))),
              new Series("faults", List.of(new Place(2, 20, true), new Place(4, 500, false)))));

  @Test
  void pictureIsWellFormedAndHasAxesLabelsAndLines() throws Exception {
    Document picture = parsed(PLOT);

    assertThat(picture.getDocumentElement().getAttribute("aria-label"))
        .isEqualTo("States & \"more\" <of them>");
    assertThat(texts(picture, "title")).containsExactly("States & \"more\" <of them>");
    assertThat(texts(picture, "label")).containsExactly("groups", "states");
    assertThat(texts(picture, "tick")).containsExactly("2", "3", "4", "10", "100", "1,000");
    assertThat(texts(picture, "name n0")).containsExactly("groups");
    assertThat(texts(picture, "name n1")).containsExactly("faults");
    assertThat(count(picture, "line c0")).isEqualTo(1);
    assertThat(count(picture, "full c0")).isEqualTo(3);
    assertThat(count(picture, "full c1")).isEqualTo(1);
    assertThat(count(picture, "hollow c1")).isEqualTo(1);
  }

  @Test
  void pictureHasColoursForLightAndForDark() {
    assertThat(PLOT.svg()).contains("fill: #ffffff", "prefers-color-scheme: dark", "fill: #0d1117");
  }

  @Test
  void powersOfTenAreAsFarApartAsEachOther() {
    // From 10 at the bottom to 1,000 at the top of the field, 100 halfway.
    assertThat(PLOT.svg()).contains("d=\"M80.0 360.0 L345.0 205.0 L610.0 50.0\"");
  }

  @Test
  void fractionsHaveTicksToo() throws Exception {
    LinePlot plot =
        new LinePlot(
            "Seconds",
            new Scale("states", true),
            new Scale("seconds", true),
            List.of(new Series("one", List.of(new Place(50, 0.03, true)))));

    assertThat(texts(parsed(plot), "tick")).containsExactly("10", "100", "0.01", "0.1");
  }

  @Test
  void nothingAndTooMuchCannotBePlotted() {
    Series line = new Series("one", List.of(new Place(1, 1, true)));
    for (int n : new int[] {0, 7}) {
      List<Series> lines = IntStream.range(0, n).mapToObj(i -> line).toList();
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new LinePlot("", new Scale("", false), new Scale("", false), lines));
    }
    assertThatIllegalArgumentException().isThrownBy(() -> new Series("none", List.of()));
  }

  private static Document parsed(LinePlot plot) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(plot.svg().getBytes(StandardCharsets.UTF_8)));
  }

  private static List<String> texts(Document picture, String kind) {
    return elements(picture, "text", kind).stream().map(Element::getTextContent).toList();
  }

  private static int count(Document picture, String kind) {
    return elements(picture, "path", kind).size();
  }

  private static List<Element> elements(Document picture, String tag, String kind) {
    return IntStream.range(0, picture.getElementsByTagName(tag).getLength())
        .mapToObj(i -> (Element) picture.getElementsByTagName(tag).item(i))
        .filter(element -> element.getAttribute("class").equals(kind))
        .toList();
  }
}
