package helloagain.refinement;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import helloagain.refinement.JsonTree.Array;
import helloagain.refinement.JsonTree.Digits;
import helloagain.refinement.JsonTree.Fields;
import helloagain.refinement.JsonTree.Literal;
import helloagain.refinement.JsonTree.Place;
import helloagain.refinement.JsonTree.Text;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Turns texts into JSON values that know their places. */
final class JsonReader {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private JsonReader() {}

  /**
   * Reads a text that holds one value and nothing else.
   *
   * @param name the name of the file
   * @throws TraceFormatException if the text is no JSON or an object has a field twice
   */
  static JsonTree parse(String text, String name) {
    Place place = new Place(name, 1, 1, "");
    try (JsonParser parser = JSON.createParser(text)) {
      JsonToken first = parser.nextToken();
      if (first == null) {
        throw place.complaint("there is nothing", "a trace in JSON");
      }
      JsonTree tree = value(parser, first, place);
      if (parser.nextToken() != null) {
        throw place
            .at(parser.currentTokenLocation())
            .complaint("something follows the trace", "the end of the file");
      }
      return tree;
    } catch (JsonEOFException e) {
      throw located(place, e).complaint("the text ends too early", "the rest of the trace");
    } catch (StreamConstraintsException e) {
      throw located(place, e).complaint("it is nested too deep, or a name is too long", "a trace");
    } catch (JsonProcessingException e) {
      throw located(place, e).complaint("no JSON, " + e.getOriginalMessage(), "JSON");
    } catch (IOException e) {
      throw new UncheckedIOException("reading a string", e);
    }
  }

  private static Place located(Place place, JsonProcessingException e) {
    JsonLocation location = e.getLocation();
    return location == null ? place : place.at(location);
  }

  private static JsonTree value(JsonParser parser, JsonToken token, Place parent)
      throws IOException {
    Place place = parent.at(parser.currentTokenLocation());
    return switch (token) {
      case START_OBJECT -> object(parser, place);
      case START_ARRAY -> array(parser, place);
      case VALUE_STRING -> new Text(place, parser.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Digits(place, parser.getText());
      default -> new Literal(place, parser.getText());
    };
  }

  private static JsonTree array(JsonParser parser, Place place) throws IOException {
    List<JsonTree> elements = new ArrayList<>();
    JsonToken token = parser.nextToken();
    while (token != JsonToken.END_ARRAY) {
      elements.add(value(parser, token, place.element(elements.size())));
      token = parser.nextToken();
    }
    return new Array(place, elements);
  }

  private static JsonTree object(JsonParser parser, Place place) throws IOException {
    Map<String, JsonTree> values = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      Place field = place.field(name).at(parser.currentTokenLocation());
      JsonTree value = value(parser, parser.nextToken(), field);
      if (values.put(name, value) != null) {
        throw field.complaint("this field stands here twice", "it once");
      }
    }
    return new Fields(place, values);
  }
}
