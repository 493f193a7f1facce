package org.jitsuin.ca.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jitsuin.base.model.Der;
import org.jitsuin.ca.lifecycle.RefusalCode;

/** Requests and answers as JSON (RFC 8259), read strictly and within limits. */
public final class Json {
  private static final int LARGEST_REQUEST = 65_536;
  private static final int DEEPEST = 8;
  private static final int LONGEST_TEXT = 16_384;

  private final ObjectMapper mapper;

  public Json() {
    StreamReadConstraints limits =
        StreamReadConstraints.builder()
            .maxNestingDepth(DEEPEST)
            .maxStringLength(LONGEST_TEXT)
            .maxNumberLength(20)
            .maxNameLength(100)
            .build();
    JsonFactory factory = JsonFactory.builder().streamReadConstraints(limits).build();
    this.mapper =
        JsonMapper.builder(factory)
            .addModule(new JavaTimeModule())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .withCoercionConfig(
                LogicalType.Textual,
                texts ->
                    texts
                        .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                        .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                        .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .defaultPropertyInclusion(
                JsonInclude.Value.construct(
                    JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
            .build();
  }

  /**
   * Reads a request.
   *
   * @throws RequestRefused REQUEST_INVALID that names the member, and never repeats a value;
   *     PIN_NOT_ACCEPTED, before anything else is looked at
   */
  public <T> T read(byte[] body, Class<T> type) {
    return read(body, type, LARGEST_REQUEST);
  }

  /**
   * As {@link #read(byte[], Class)}, for a request that may be large.
   *
   * @param largest how many octets at the most
   */
  <T> T read(byte[] body, Class<T> type, int largest) {
    if (body.length > largest) {
      throw new RequestRefused(
          RefusalCode.REQUEST_INVALID, "it is larger than " + largest + " octets");
    }
    try {
      refusePins(body);
      T value = mapper.readValue(body, type);
      if (value == null) {
        throw new RequestRefused(RefusalCode.REQUEST_INVALID, "it is empty");
      }
      return value;
    } catch (JsonMappingException e) {
      throw new RequestRefused(RefusalCode.REQUEST_INVALID, problem(e));
    } catch (JacksonException e) {
      throw new RequestRefused(RefusalCode.REQUEST_INVALID, "not JSON " + place(e));
    } catch (IOException e) {
      // Bytes in memory can be read; what they are not is text.
      throw new RequestRefused(RefusalCode.REQUEST_INVALID, "not JSON in UTF-8");
    }
  }

  /**
   * Keeps PINs out of everything behind it. What is not JSON is left to whoever reads it.
   *
   * @throws RequestRefused PIN_NOT_ACCEPTED
   */
  void refusePins(byte[] body) {
    boolean found;
    try (JsonParser parser = mapper.createParser(body)) {
      found = PinGuard.findsPin(parser);
    } catch (IOException _) {
      found = false;
    }
    if (found) {
      throw new RequestRefused(RefusalCode.PIN_NOT_ACCEPTED, "");
    }
  }

  private static String place(JacksonException e) {
    JsonLocation location = e.getLocation();
    return location == null
        ? "within the limits of depth and length"
        : String.format(
            Locale.ROOT, "at line %d, column %d", location.getLineNr(), location.getColumnNr());
  }

  private static String problem(JsonMappingException e) {
    String member =
        e.getPath().stream()
            .map(step ->
                step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
            .collect(Collectors.joining("."));
    // A message of our own says what is wrong; one of the library may repeat the value.
    if (e.getCause() instanceof IllegalArgumentException ours) {
      return member + " " + ours.getMessage();
    }
    return member.isEmpty()
        ? "a member is missing or of the wrong kind"
        : "member " + member + " is missing, unknown or not of the right form";
  }

  /** An answer. */
  public Der write(Object value) {
    try {
      return Der.of(mapper.writeValueAsBytes(value));
    } catch (JacksonException e) {
      throw new IllegalStateException("an answer can be written as JSON", e);
    }
  }

  /** The tree of JSON that was written by ourselves. */
  JsonNode tree(Der json) {
    try {
      return mapper.readTree(json.bytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
