package org.jitsuin.ca.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
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
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .defaultPropertyInclusion(
                JsonInclude.Value.construct(
                    JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
            .build();
  }

  /**
   * Reads a request.
   *
   * @throws RequestRefused REQUEST_INVALID that names the member, and never repeats a value
   */
  public <T> T read(byte[] body, Class<T> type) {
    if (body.length > LARGEST_REQUEST) {
      throw new RequestRefused(
          RefusalCode.REQUEST_INVALID, "it is larger than " + LARGEST_REQUEST + " octets");
    }
    try {
      T value = mapper.readValue(body, type);
      if (value == null) {
        throw new RequestRefused(RefusalCode.REQUEST_INVALID, "it is empty");
      }
      return value;
    } catch (JsonMappingException e) {
      throw new RequestRefused(RefusalCode.REQUEST_INVALID, problem(e));
    } catch (JacksonException e) {
      throw new RequestRefused(
          RefusalCode.REQUEST_INVALID,
          "not JSON at line %d, column %d"
              .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr()));
    } catch (IOException e) {
      // Bytes in memory can be read; what they are not is text.
      throw new RequestRefused(RefusalCode.REQUEST_INVALID, "not JSON in UTF-8");
    }
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
