"""Fine-tunes the one encoder on all sentence and token tasks together, and exports it to int8 ONNX. Needs the ``train`` extra (torch)."""
