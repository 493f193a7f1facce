package org.jitsuin.audit.entry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What we write, another parser reads as the same tree. */
class CanonicalJsonPropertyTest {
  private static final long LARGEST = (1L << 53) - 1;
  private static final ObjectMapper JACKSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_LONG_FOR_INTS)
          .build();

  @Property(tries = 500)
  void encode_anyTree_isReadBackAsTheSame(@ForAll("objects") Map<String, Object> tree)
      throws IOException {
    byte[] encoded = CanonicalJson.encode(tree);
    Map<String, Object> read = JACKSON.readValue(encoded, new TypeReference<>() {});
    assertThat(read).isEqualTo(tree);
    assertThat(CanonicalJson.encode(read)).isEqualTo(encoded);
  }

  @Property(tries = 200)
  void encode_membersInAnotherOrder_givesTheSameBytes(@ForAll("objects") Map<String, Object> tree) {
    List<String> names = new ArrayList<>(tree.keySet());
    Collections.reverse(names);
    Map<String, Object> other = new LinkedHashMap<>();
    names.forEach(name -> other.put(name, tree.get(name)));
    assertThat(CanonicalJson.encode(other)).isEqualTo(CanonicalJson.encode(tree));
  }

  /** Drawn in one step: jqwik's own combinators would count the edge cases of every level. */
  @Provide
  Arbitrary<Map<String, Object>> objects() {
    return Arbitraries.randomValue(random -> object(random, 3));
  }

  private static Map<String, Object> object(Random random, int depth) {
    Map<String, Object> object = new LinkedHashMap<>();
    for (int i = random.nextInt(5); i > 0; i--) {
      object.put(string(random), value(random, depth));
    }
    return object;
  }

  private static Object value(Random random, int depth) {
    return switch (random.nextInt(depth == 0 ? 2 : 4)) {
      case 0 -> string(random);
      case 1 -> random.nextLong(-LARGEST, LARGEST + 1) >> random.nextInt(54);
      case 2 -> object(random, depth - 1);
      default -> Stream.generate(() -> value(random, depth - 1)).limit(random.nextInt(4)).toList();
    };
  }

  /** Whole characters of every plane, controls among them, and no halves. */
  private static String string(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(8); i > 0; i--) {
      text.appendCodePoint(
          switch (random.nextInt(4)) {
            case 0 -> random.nextInt(0x20);
            case 1 -> random.nextInt(0x20, 0x80);
            case 2 -> random.nextInt(0x80, 0xd800);
            default -> random.nextInt(0xe000, 0x110000);
          });
    }
    return text.toString();
  }
}
