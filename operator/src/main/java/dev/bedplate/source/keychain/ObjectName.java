package dev.bedplate.source.keychain;

/** Namespace and name of an object. */
record ObjectName(String namespace, String name) {
  boolean isValid() {
    return PullNames.isName(namespace) && PullNames.isName(name);
  }

  @Override
  public String toString() {
    return namespace + "/" + name;
  }
}
