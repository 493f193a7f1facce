package org.jitsuin.ca.boot;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicReference;
import org.jitsuin.base.Fault;
import org.jitsuin.base.model.SchemaLevel;
import org.junit.jupiter.api.Test;

class SchemaGateTest {
  private final AtomicReference<SchemaLevel> level = new AtomicReference<>(new SchemaLevel(80, 0));
  private final SchemaGate gate = new SchemaGate(level::get, new SchemaLevel.Program(79, 80));

  @Test
  void require_beforeTheSchemaWasRead_isRefused() {
    assertThatThrownBy(gate::require).isInstanceOf(Fault.class).hasMessageContaining("not read");
    gate.run();
    assertThatCode(gate::require).doesNotThrowAnyException();
  }

  /** A server that was frozen while a newer release took away what it needs. */
  @Test
  void require_whatItNeedsWasTakenAway_isRefusedUntilItIsBack() {
    gate.run();
    level.set(new SchemaLevel(81, 81));
    gate.run();
    assertThatThrownBy(gate::require).isInstanceOf(Fault.class).hasMessageContaining("newer");
    level.set(new SchemaLevel(81, 0));
    gate.run();
    assertThatCode(gate::require).doesNotThrowAnyException();
  }

  @Test
  void require_schemaOlderThanItNeeds_saysWhatToDo() {
    level.set(new SchemaLevel(78, 0));
    gate.run();
    assertThatThrownBy(gate::require)
        .isInstanceOf(Fault.class)
        .hasMessageContaining("./jitsuin migrate");
  }

  @Test
  void require_programThatWasToldNothing_looksAtNothing() {
    SchemaGate open =
        new SchemaGate(
            () -> {
              throw new IllegalStateException("nobody asks");
            },
            SchemaLevel.Program.UNTOLD);
    open.run();
    assertThatCode(open::require).doesNotThrowAnyException();
  }
}
