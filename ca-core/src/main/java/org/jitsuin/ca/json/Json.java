package org.jitsuin.ca.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
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
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.ca.outcome.Refusal;
import org.jitsuin.ca.outcome.RefusalCode;

/** Reads requests as JSON (RFC 8259), strictly and within limits, and writes answers. */
public final class Json {
  private static final int LARGEST_REQUEST = 65_536;
  private static final int DEEPEST = 8;
  private static final int LONGEST_TEXT = 16_384;
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  private static final ObjectMapper MAPPER = mapper();
  private static final PinGuard PINS = new PinGuard();

  private Json() {}

  private static ObjectMapper mapper() {
    StreamReadConstraints limits =
        StreamReadConstraints.builder()
            .maxNestingDepth(DEEPEST)
            .maxStringLength(LONGEST_TEXT)
            .maxNumberLength(20)
            .maxNameLength(100)
            .build();
    JsonFactory factory =
        JsonFactory.builder()
            .streamReadConstraints(limits)
            // UTF-8 and nothing else (RFC 8259 §8.1).
            .disable(JsonFactory.Feature.CHARSET_DETECTION)
            .build();
    return JsonMapper.builder(factory)
        .addModule(new JavaTimeModule())
        .addModule(StrictValues.module())
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
            JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
        .build();
  }

  /**
   * Reads a request.
   *
   * @throws RequestRefused REQUEST_INVALID that names the member, and never repeats a value;
   *     PIN_NOT_ACCEPTED or MY_NUMBER_NOT_ACCEPTED, before anything else is looked at
   */
  public static <T> T read(byte[] body, Class<T> type) {
    return read(body, type, LARGEST_REQUEST);
  }

  /**
   * Reads a request that may be larger than usual; otherwise as {@link #read(byte[], Class)}.
   *
   * @param largest how many octets at the most
   */
  public static <T> T read(byte[] body, Class<T> type, int largest) {
    if (body.length > largest) {
      throw new RequestRefused(RefusalCode.REQUEST_INVALID, "it exceeds " + largest + " octets");
    }
    try (JsonParser scanned = parser(body);
        JsonParser parser = parser(body)) {
      refuse(RequestScan.refusal(scanned, PINS));
      T value = MAPPER.readValue(parser, type);
      if (value == null) {
        throw new RequestRefused(RefusalCode.REQUEST_INVALID, "it is empty");
      }
      return value;
    } catch (IOException e) {
      throw new RequestRefused(RefusalCode.REQUEST_INVALID, problem(e));
    }
  }

  /**
   * Returns a parser that skips a byte order mark, as programs on Windows write one (RFC 8259
   * §8.1).
   */
  private static JsonParser parser(byte[] body) throws IOException {
    boolean marked = Arrays.mismatch(body, BYTE_ORDER_MARK) == BYTE_ORDER_MARK.length;
    int begin = marked ? BYTE_ORDER_MARK.length : 0;
    return MAPPER.createParser(body, begin, body.length - begin);
  }

  /**
   * Keeps PINs and My Numbers out of everything behind it. What is not JSON is left to whoever
   * reads it.
   *
   * @throws RequestRefused PIN_NOT_ACCEPTED, MY_NUMBER_NOT_ACCEPTED
   */
  public static void refuseSecrets(byte[] body) {
    try (JsonParser parser = parser(body)) {
      refuse(RequestScan.secret(parser, PINS));
    } catch (IOException _) {
      // Not even its beginning is JSON.
    }
  }

  private static void refuse(Optional<Refusal> refusal) {
    if (refusal.isPresent()) {
      throw new RequestRefused(refusal.get().code(), refusal.get().detail());
    }
  }

  private static String problem(IOException e) {
    if (e instanceof StreamConstraintsException
        || e.getCause() instanceof StreamConstraintsException) {
      return "it exceeds the limits of depth and length";
    }
    return switch (e) {
      case JsonMappingException mapping -> problem(mapping);
      case JacksonException syntax when syntax.getLocation() != null -> {
        JsonLocation at = syntax.getLocation();
        yield String.format(
            Locale.ROOT, "not JSON at line %d, column %d", at.getLineNr(), at.getColumnNr());
      }
      // Bytes in memory can be read; what they are not is text.
      default -> "not JSON in UTF-8";
    };
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
        ? "a member is missing or has the wrong type"
        : "member " + member + " is missing, unknown or malformed";
  }

  /** Encodes an answer. */
  public static Bytes write(Object value) {
    try {
      return Bytes.of(MAPPER.writeValueAsBytes(value));
    } catch (JacksonException e) {
      throw new IllegalStateException("an answer can be written as JSON", e);
    }
  }

  /** The tree of JSON that was written by ourselves. */
  public static JsonNode tree(Bytes json) {
    try {
      return MAPPER.readTree(json.bytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
