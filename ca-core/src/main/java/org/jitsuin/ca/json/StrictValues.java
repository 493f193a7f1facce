package org.jitsuin.ca.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Function;

/**
 * Strict readers of dates and times in JSON: from texts of one form. The library's own readers take
 * the first ten characters of a moment for a date, and numbers and arrays as well.
 */
final class StrictValues {
  private StrictValues() {}

  static Module module() {
    return new SimpleModule("strict-values")
        .addDeserializer(LocalDate.class, new Text<>(LocalDate.class, Dates::date, Dates.DATE))
        .addDeserializer(Instant.class, new Text<>(Instant.class, Dates::time, Dates.TIME));
  }

  private static final class Text<T> extends StdScalarDeserializer<T> {
    private static final long serialVersionUID = 1L;

    private final transient Function<String, Optional<T>> reading;
    private final String described;

    Text(Class<T> type, Function<String, Optional<T>> reading, String described) {
      super(type);
      this.reading = reading;
      this.described = described;
    }

    @Override
    public T deserialize(JsonParser json, DeserializationContext context) throws IOException {
      Optional<T> value =
          json.hasToken(JsonToken.VALUE_STRING) ? reading.apply(json.getText()) : Optional.empty();
      if (value.isPresent()) {
        return value.get();
      }
      // Its cause is what is told; the value is not repeated.
      throw JsonMappingException.from(json, described, new IllegalArgumentException(described));
    }
  }
}
