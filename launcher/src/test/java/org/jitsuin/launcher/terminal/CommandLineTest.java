package org.jitsuin.launcher.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommandLineTest {
  @Test
  void of_pathsAndLists_becomeWords() {
    CommandLine command =
        CommandLine.of("openssl", Path.of("a/b.pem"), List.of("-x", "1"), Path.of("/else/c"));

    assertThat(command.words()).containsExactly("openssl", "a/b.pem", "-x", "1", "/else/c");
  }

  @Test
  void typed_longCommand_keepsOptionAndValueOnOneLine() {
    CommandLine command = CommandLine.of("curl", "-a", "x".repeat(60), "--key", "y".repeat(30));

    assertThat(command.typed())
        .containsExactly("curl -a " + "x".repeat(60) + " \\", "    --key " + "y".repeat(30));
  }

  @Test
  void typed_anyWords_areTheSameWordsToAShell() throws IOException {
    List<String> words =
        List.of("plain", "two words", "it's", "$HOME `id` \\", "", "*", "山田　花子", "z".repeat(90));
    String typed =
        String.join("\n", new CommandLine(words).typed()).replaceFirst("^", "printf '%s\\\\n' ");

    Process shell = new ProcessBuilder("sh", "-c", typed).redirectErrorStream(true).start();

    assertThat(new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines())
        .containsExactlyElementsOf(words);
  }
}
