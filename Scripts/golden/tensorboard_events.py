"""Prints an event file as TensorBoard writes it, for TensorBoardEventsTests (TensorBoard 2.21.0)."""

import base64
import io

from tensorboard.compat.proto.event_pb2 import Event
from tensorboard.summary.writer.record_writer import RecordWriter

contents = io.BytesIO()
writer = RecordWriter(contents)
writer.write(Event(wall_time=1.5, file_version="brain.Event:2").SerializeToString())

event = Event(wall_time=2.5, step=300)
event.summary.value.add(tag="train/loss", simple_value=0.25)
writer.write(event.SerializeToString())

event = Event(wall_time=3.5, step=1)
value = event.summary.value.add(tag="parameters")
value.metadata.plugin_data.plugin_name = "text"
value.tensor.dtype = 7
value.tensor.tensor_shape.SetInParent()
value.tensor.string_val.append("| ä |".encode())
writer.write(event.SerializeToString())

print(base64.b64encode(contents.getvalue()).decode())
