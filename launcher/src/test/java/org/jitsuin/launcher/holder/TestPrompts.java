package org.jitsuin.launcher.holder;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** A holder who types what a test says, and of whom it is known what was asked. */
final class TestPrompts implements Prompts {
  final Deque<String> typed = new ArrayDeque<>();
  final List<String> asked = new ArrayList<>();
  boolean agrees = true;

  @Override
  public boolean areThere() {
    return true;
  }

  @Override
  public char[] secret(String question) {
    asked.add(question);
    return typed.isEmpty() ? new char[0] : typed.removeFirst().toCharArray();
  }

  @Override
  public boolean agrees(String question) {
    asked.add(question);
    return agrees;
  }
}
