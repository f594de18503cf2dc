import type { SyntaxNode } from '@lezer/common';
import { parser } from '@prometheus-io/lezer-promql';

/** A node of a parsed query, with its words. */
export interface QueryNode {
  readonly type: string;
  readonly text: string;
  readonly children: readonly QueryNode[];
}

/** Reads PromQL with the grammar of Prometheus' own editor. @throws Error that shows where it cannot be read */
export function queryTree(query: string): QueryNode {
  const build = (node: SyntaxNode): QueryNode => {
    const text = query.slice(node.from, node.to);
    if (node.type.isError)
      throw new Error(`cannot be read at «${query.slice(node.from, node.from + 20)}»: ${query}`);
    const children: QueryNode[] = [];
    for (let child = node.firstChild; child; child = child.nextSibling) children.push(build(child));
    return { type: node.name, text, children };
  };
  return build(parser.parse(query).topNode);
}

/** The node and all below it that have this type. */
export function nodesOf(node: QueryNode, type: string): readonly QueryNode[] {
  const below = node.children.flatMap((child) => nodesOf(child, type));
  return node.type === type ? [node, ...below] : below;
}

export function childOf(node: QueryNode | undefined, type: string): QueryNode | undefined {
  return node?.children.find((child) => child.type === type);
}
